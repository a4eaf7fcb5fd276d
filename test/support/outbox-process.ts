import { uuidv7 } from 'uuidv7';
import { openDatabase } from '../../api/database/database.ts';
import { couriersOf } from '../../api/notifications/couriers.ts';
import { createSmtpSender } from '../../api/notifications/mail/smtp-sender.ts';
import { startOutbox } from '../../api/notifications/outbox/start-outbox.ts';
import { createWebhookSender } from '../../api/notifications/webhooks/post-webhook.ts';
import { testKeyring } from './keyring.ts';

/**
 * A worker of the outbox as a process of its own. `where` is a data folder or the address of a PostgreSQL server; its clock is so many
 * milliseconds ahead, so that what a killed worker had claimed is due again.
 */
const [where = '', smtpUrl = '', aheadMs = '0'] = process.argv.slice(2);
const database = await openDatabase(where.includes('://') ? { url: where } : { dataDir: where });
const mail = createSmtpSender({ url: smtpUrl, from: 'no-reply@bylaw.example' }).send;
const webhook = createWebhookSender({ allowLoopback: true });
startOutbox({
  deps: {
    database,
    now: () => new Date(Date.now() + Number(aheadMs)),
    newId: uuidv7,
    keyring: testKeyring(),
    publicUrl: 'https://bylaw.example',
    jitter: Math.random,
  },
  couriers: couriersOf({ mail, webhook }),
  limit: 5,
  intervalMs: 20,
  gapMs: 1,
  onError: (error) => console.error(error),
});
console.log('running');
