/** The package brings no types; this is what origin.ts reads of it. */
declare module 'env-ci' {
  function envCi(options: { env: Record<string, string | undefined>; cwd: string }): {
    readonly isCi: boolean;
    readonly service?: string;
    readonly commit?: string;
    readonly build?: string;
    readonly buildUrl?: string;
    readonly branch?: string;
    readonly prBranch?: string;
  };
  export = envCi;
}
