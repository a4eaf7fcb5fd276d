import { lockDataFolder } from '../../api/database/data-folder-lock.ts';

/** A process that takes the lock of the folder it is given, prints "locked" and stays; or prints why not. */
await lockDataFolder(process.argv[2] ?? '').then(
  () => console.log('locked'),
  (error: Error) => console.log(error.name),
);
setInterval(() => undefined, 60_000);
