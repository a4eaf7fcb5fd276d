/** Bundles the console into a folder, compressed and ready to be served. */
export function bundleConsole(folder: string): Promise<void>;
