// The least that a request with a session can cost: Fastify, and one row by its key. `node point-query.mjs` with DATABASE_URL; prints its URL.
import fastify from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] });
await pool.query(
  'CREATE TABLE IF NOT EXISTS floor_session (token_hash text PRIMARY KEY, person text NOT NULL)',
);
await pool.query(
  "INSERT INTO floor_session SELECT md5(n::text), 'person ' || n FROM generate_series(1, 10000) AS n ON CONFLICT DO NOTHING",
);
const app = fastify();
app.get('/check', async (request) => {
  const hash = request.headers['x-hash'];
  const { rows } = await pool.query('SELECT person FROM floor_session WHERE token_hash = $1', [hash]);
  return { person: rows[0]?.person ?? null };
});
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`);
process.on('SIGTERM', () => process.exit(0));
