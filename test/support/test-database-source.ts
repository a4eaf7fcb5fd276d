/** Where a run's test databases come from; made once per run by the project's global setup, and given to its workers. */
export type TestDatabaseSource =
  | { readonly dialect: 'pglite'; readonly dumpFile: string }
  | {
      readonly dialect: 'postgresql';
      readonly url: string;
      /** Names of the run's databases begin with it. */
      readonly prefix: string;
      readonly template: string;
    };

declare module 'vitest' {
  interface ProvidedContext {
    testDatabaseSource: TestDatabaseSource;
  }
}
