import { describe, expect, it } from 'vitest';
import { contrastWithWhite } from '../../console/pages/customization/contrast.ts';
import { readLogo } from '../../console/pages/customization/read-logo.ts';
import { consoleWorld } from './support/console-world.ts';
import { openPage } from './support/open-page.tsx';

const { server, manager, reader } = await consoleWorld();

async function own(): Promise<Record<string, unknown>> {
  const { body } = await manager.get<{ spec: Record<string, unknown> }>('/v1/accounts/emea/customization');
  return body.spec;
}

describe('the look of an account', () => {
  it('theme, language and sign-in page are changed once it is shown what that does', async () => {
    const page = await openPage(server.app, manager, '/customization/emea');
    await page.sees('Default of the platform');
    await page.type('Main colour', '#8a3c09');
    await page.sees('Readable');
    await page.type('Main colour', '#ffee00');
    await page.sees('Hard to read');
    await page.type('Main colour', 'reddish');
    await page.sees('A colour is #');
    await page.type('Main colour', '#8a3c09');
    await page.click('radio', 'Dark');
    await page.type('Language', 'de');
    await page.click('switch', 'Sign-in page of your own');
    expect(await page.axe()).toEqual([]);
    await page.click('button', 'Review and save');
    await page.sees('theme.primaryColor');
    expect(await page.axe()).toEqual([]);
    await page.click('button', 'Do it');
    await expect.poll(own, { timeout: 5000 }).toEqual({
      theme: { mode: 'dark', primaryColor: '#8a3c09' },
      language: 'de',
      customLoginPage: true,
    });
    const link = await page.find('link', 'Open the sign-in page');
    expect(link.getAttribute('href')).toBe('/login/acme/emea');
  });

  it('a host name shows the DNS records that it needs', async () => {
    const page = await openPage(server.app, manager, '/customization/emea');
    await page.type('Host name of your own', 'portal.invalid');
    await page.sees('Save the new name to see its records.');
    await page.click('button', 'Review and save');
    await page.sees('Customization/emea');
    await page.click('button', 'Do it');
    await page.sees('_bylaw.portal.invalid');
    await page.sees('Not proven yet');
    await page.find('button', 'Check now');
    expect(await page.axe()).toEqual([]);
  });

  it('who may only look is offered nothing', async () => {
    const page = await openPage(server.app, reader, '/customization/acme');
    await page.sees('Customization');
    expect(page.text()).not.toContain('Choose a file');
    expect(page.text()).not.toContain('Review and save');
  });
});

describe('a logo', () => {
  const file = (type: string, bytes = 10): File => new File([new Uint8Array(bytes)], 'logo', { type });
  const sized = (width: number, height: number) => async () => ({ width, height });

  it.each([
    ['another type', file('image/gif'), sized(1, 1), { reason: 'type' }],
    ['more than 5 MB', file('image/png', 5 * 1024 * 1024 + 1), sized(1, 1), { reason: 'size' }],
    ['too wide', file('image/png'), sized(151, 150), { reason: 'pixels', width: 151, height: 150 }],
    ['no picture', file('image/jpeg'), async () => null, { reason: 'unreadable' }],
  ])('is refused at once: %s', async (_, given, measure, refused) => {
    expect(await readLogo(given, measure)).toMatchObject({ refused });
  });

  it('of 150 x 150 pixels is taken as a data address', async () => {
    expect(await readLogo(file('image/png', 3), sized(150, 150))).toEqual({
      logo: 'data:image/png;base64,AAAA',
    });
  });
});

it('the contrast with white is that of WCAG', () => {
  expect(contrastWithWhite('#000000')).toBeCloseTo(21);
  expect(contrastWithWhite('#ffffff')).toBeCloseTo(1);
  expect(contrastWithWhite('#767676')).toBeCloseTo(4.54, 2);
});
