import { floorScript } from '../floor-scripts.mjs';
import { interleave } from '../measure/interleave.mjs';
import { median } from '../measure/median.mjs';
import { runCommand, weighCommand } from '../measure/run-command.mjs';
import { bylaw } from '../places.mjs';
import { startBylaw } from '../server/start-bylaw.mjs';
import { startFloor } from '../server/start-floor.mjs';

const floorCommand = floorScript('command');

/**
 * The folders of an organisation: as it is first, with one change, with everything changed.
 * @typedef {{ size: number, first: string, one: string, all: string }} Sets
 */

/**
 * Measures one organisation on one kind of database, bylaw and the floor in turns.
 *
 * @param {(folder: string, purpose: string) => Promise<import('../server/databases.mjs').BenchDatabase>} makeDatabase
 * @param {Sets} sets
 * @param {import('../run.mjs').Surroundings} around
 */
export async function measureOrganisation(makeDatabase, sets, around) {
  const stops = [];
  try {
    const server = await start(makeDatabase, startBylaw, { around, purpose: `bylaw_${sets.size}`, stops });
    const floor = await start(makeDatabase, startFloor, { around, purpose: `floor_${sets.size}`, stops });
    // A run of the largest takes as long as a hundred of the smallest, and says more.
    const rounds = sets.size >= 10_000 ? 3 : 7;
    return await measureSteps({ server, floor }, sets, { ...around, rounds });
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function start(makeDatabase, startServer, { around, purpose, stops }) {
  const database = await makeDatabase(around.folder, purpose);
  stops.push(database.remove);
  const server = await startServer(database);
  stops.push(server.stop);
  return server;
}

async function measureSteps(servers, sets, around) {
  const idlePeakMiB = (await servers.server.counts()).peakMiB;
  const firstApply = await applyOnce(servers, sets.first, around);
  const unchanged = await measurePlans(servers, sets.first, around);
  const oneChanged = await measurePlans(servers, sets.one, around);
  const applyAll = await measureApplies(servers, sets, around);
  const command = await weighCommand(bylawCommand(servers.server, ['plan', sets.first]));
  const { peakMiB } = await servers.server.counts();
  const memory = { commandMiB: command.peakMiB, serverMiB: peakMiB, idleServerMiB: idlePeakMiB };
  return {
    firstApply,
    unchanged,
    oneChanged,
    applyAll,
    memory: { ...memory, floorServerMiB: (await servers.floor.counts()).peakMiB },
  };
}

async function measurePlans({ server, floor }, folder, { quick, deadline, rounds }) {
  const commands = {
    bylaw: bylawCommand(server, ['plan', folder]),
    floor: { file: process.execPath, args: [floorCommand, 'plan', folder, floor.url] },
  };
  await server.counts();
  const { failure } = await runCommand(commands.bylaw);
  if (failure !== undefined) throw new Error(`plan: ${failure}`);
  const counts = await server.counts();
  return { counts, measures: await interleave(commands, quick ? 2 : rounds, deadline) };
}

/** Applies that change everything, back and forth. */
async function measureApplies(servers, { first, all }, around) {
  const { quick, deadline, rounds } = around;
  const runs = [];
  for (let round = 0; round < (quick ? 2 : rounds) && (round < 2 || !deadline.passed()); round += 1) {
    runs.push(await applyOnce(servers, round % 2 === 0 ? all : first, around));
  }
  const of = (name) => runs.map((run) => run[name]);
  return { counts: runs[0].counts, bylawMs: median(of('bylawMs')), floorMs: median(of('floorMs')), runs };
}

async function applyOnce({ server, floor }, folder, { deadline }) {
  const timeoutMs = Math.min(120_000, deadline.leftMs());
  await server.counts();
  const applied = await runCommand({ ...bylawCommand(server, ['apply', folder, '--yes']), timeoutMs });
  if (applied.failure !== undefined) throw new Error(`apply: ${applied.failure}`);
  const counts = await server.counts();
  const args = [floorCommand, 'apply', folder, floor.url];
  const beside = await runCommand({ file: process.execPath, args, timeoutMs });
  return { counts, bylawMs: applied.ms, floorMs: beside.ms };
}

function bylawCommand({ env }, words) {
  return { file: process.execPath, args: [bylaw, ...words, '--quiet'], env };
}
