import { imageSize } from 'image-size';
import { create } from 'qrcode';
import { expect, it } from 'vitest';
import { qrPng, qrSvg } from '../../../../api/identity/second-factor/qr-code.ts';
import { otpauthUri } from '../../../../api/identity/second-factor/totp.ts';

const uri = otpauthUri({ secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', username: 'ana', issuer: 'acme' });

it('a QR code is a PNG of a fixed width', async () => {
  expect(imageSize(await qrPng(uri))).toMatchObject({ type: 'png', width: 320, height: 320 });
});

it('a QR code is an SVG with every module and a border of four, without a script or a style', async () => {
  const svg = await qrSvg(uri);
  const { size } = create(uri, { errorCorrectionLevel: 'M' }).modules;
  expect(svg).toContain(`viewBox="0 0 ${size + 8} ${size + 8}"`);
  expect(svg).not.toMatch(/<script|<style|style=|href|on\w+=/i);
});

it('different secrets make different pictures', async () => {
  expect(await qrSvg(uri)).not.toBe(await qrSvg(uri.replace('JBSW', 'JBSX')));
});
