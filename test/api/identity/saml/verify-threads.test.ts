import { describe, expect, it } from 'vitest';
import { verifyResponse } from '../../../../api/identity/saml/verify-response.ts';
import { verifyInThreads } from '../../../../api/identity/saml/verify-threads.ts';
import { base64, connectionWith, message, now, requestId } from './world.ts';

describe('a response judged in a thread', () => {
  const inThread = verifyInThreads({ concurrency: 2, maxWaiting: 20 });
  const good = message('assertion');
  const inputs = [
    base64(good),
    base64(good.replace('ana@acme.example', 'eve@acme.example')),
    base64('<x/>'),
    'no base64!',
    undefined,
    ['twice', 'sent'],
    { __proto__: null },
  ];

  it('gets the verdict that it gets outside of one, whatever it is', async () => {
    const expectations = { requestId, now };
    const verdicts = await Promise.all(
      inputs.map((input) => inThread(input, connectionWith(), expectations)),
    );
    const outside = await Promise.all(
      inputs.map((input) => verifyResponse(input, connectionWith(), expectations)),
    );
    expect(verdicts).toEqual(outside);
    expect(verdicts.map((verdict) => 'verified' in verdict)).toEqual(inputs.map((_, index) => index === 0));
    expect(verdicts[0]).toMatchObject({
      verified: { attributes: expect.any(Map), assertionExpires: expect.any(Date) },
    });
  });

  it('is refused with 503 where too many wait, and a message that no thread can be given is refused', async () => {
    const narrow = verifyInThreads({ concurrency: 1, maxWaiting: 0 });
    const expectations = { requestId, now };
    const [first, second] = await Promise.allSettled([
      narrow(() => 'no message', connectionWith(), expectations),
      narrow(base64(good), connectionWith(), expectations),
    ]);
    expect(first).toMatchObject({ value: { refused: { check: 'saml/internal' } } });
    expect(second).toMatchObject({ reason: { status: 503, code: 'server/busy' } });
  });
});
