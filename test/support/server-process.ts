import { runServer } from '../../api/main.ts';

/** The real server as a process of its own: a data folder (or DATABASE_URL) is given, its address is printed. */
const dataDir = process.argv[2] ?? '';
const running = await runServer({
  ...(dataDir === '' ? {} : { dataDir }),
  port: 0,
  host: '127.0.0.1',
  env: process.env,
});
console.log(running.url);
