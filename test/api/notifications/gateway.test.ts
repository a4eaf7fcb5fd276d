import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGateway } from '../../../api/notifications/gateway.ts';
import { type HttpReceiver, httpReceiver } from './webhooks/http-receiver.ts';

let receiver: HttpReceiver;

beforeAll(async () => {
  receiver = await httpReceiver();
});
afterAll(() => receiver.close());

const message = { to: '+385911234567', text: 'Your code is 123456' };
const send = (token?: string): Promise<void> =>
  createGateway({ url: `${receiver.url}/sms`, ...(token === undefined ? {} : { token }) })(message);

test('a message is posted with the token', async () => {
  await send('gateway-token');
  expect(receiver.requests.at(-1)).toMatchObject({
    path: '/sms',
    headers: { authorization: 'Bearer gateway-token', 'content-type': 'application/json' },
  });
  expect(JSON.parse(receiver.requests.at(-1)?.body ?? '')).toEqual(message);
  await send();
  expect(receiver.requests.at(-1)?.headers.authorization).toBeUndefined();
});

test.each([302, 400, 500])(
  'an answer of %d is a failure that repeats neither number nor text',
  async (status) => {
    receiver.answer = (_, response) =>
      response.writeHead(status, { location: '/elsewhere' }).end(message.text);
    const count = receiver.requests.length;
    await expect(send('gateway-token')).rejects.toThrow(`the message gateway answered ${status}`);
    expect(receiver.requests).toHaveLength(count + 1);
  },
);

test('a gateway that is not there is a failure', async () => {
  const gone = createGateway({ url: 'http://127.0.0.1:1/' });
  await expect(gone(message)).rejects.toThrow('the message gateway is not reached');
});
