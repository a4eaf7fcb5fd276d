import { parentPort } from 'node:worker_threads';

// Answers its task and dies a moment later, in the way that the task says.
parentPort?.on('message', (task) => {
  parentPort?.postMessage(task);
  setTimeout(() => {
    if (task === 'exit') process.exit();
    throw new Error('died with nothing to do');
  }, 10);
});
