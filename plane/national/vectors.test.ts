import { expect, test } from 'vitest';
import { hmacOf } from '../hmac.ts';
import { national } from '../profiles/index.ts';
import { aesKeyOf, newSecret, openFromWire, sealForWire } from './secret.ts';
import { keyThatSigned, readSign, signatureOf, signedText } from './sign.ts';

// protocol/national-platform.md §7
const appKey = '0123456789abcdef0123456789abcdef';
const secret = 'fedcba9876543210fedcba9876543210';
const q = { sid: 's_X0100000000000000_0001', rid: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee@0f0e0d0c0b0a09080706050403020100', rtime: '1700000000000', sign: '', place: 'header' } as const;
const text = signedText(national, q);
const keys = [hmacOf(Buffer.from(secret))];

test('V1: signature of a call, keyed with the secret', () => {
  expect(signatureOf(secret, text).toString('base64')).toBe('Mmn4RmVeiFLst9L2NS+TTZCNHqPZQW4aGXaxbIqiiec=');
});

test('V2: signature of a refresh, keyed with the appKey', () => {
  expect(signatureOf(appKey, text).toString('base64')).toBe('yHW0zveIHvxwtXA4lVyjHYJml65SAAey+e7fc4oWeDs=');
});

test('V3: AES key from the appKey', () => {
  expect(aesKeyOf(appKey).toString('hex')).toBe('2d703e10a32f30251a2370355793e786');
});

test('V4: the secret encrypted, and opened again', () => {
  const sealed = 'LDh6LJzNCB09fXMknMzXpiw4eiyczQgdPX1zJJzM16ZUfuRMyoXTthzV/Enp8P/V';
  expect(sealForWire(appKey, secret)).toBe(sealed);
  expect(openFromWire(appKey, sealed)).toBe(secret);
});

test('V5: the order rid, sid, rtime is refused', () => {
  expect(keyThatSigned(readSign('+WyzXGPn3LrwS0fItdJnM7mzUWfmoe/klyKi1OHvV+Q=', false), text, keys)).toBe(-1);
});

test('V6, V7: keys of short and of Chinese texts', () => {
  expect(aesKeyOf('abc').toString('hex')).toBe('0d3ced9bec10a777aec23ccc353a8c08');
  expect(sealForWire('abc', 'hello')).toBe('CKLRYHFopWHzizQzqyN97g==');
  expect(aesKeyOf('政务数据').toString('hex')).toBe('2007494176d0640241ad6b8b9412a109');
  expect(sealForWire('政务数据', 'hello')).toBe('P2N7gdgOrIj/1cHqEB1psg==');
});

test('a signature without padding, with a space for plus, or percent-encoded is read where a URL carried it', () => {
  const sign = 'Mmn4RmVeiFLst9L2NS+TTZCNHqPZQW4aGXaxbIqiiec=';
  for (const [given, fromUrl, is] of [
    [sign, false, 0],
    [sign.slice(0, -1), false, 0],
    [sign.replace('+', ' '), true, 0],
    [sign.replace('+', '%2B').replace('=', '%3D'), true, 0],
    [sign.replace('+', ' '), false, -1],
    [sign.replace('+', '-'), true, -1],
    [`${sign}\n`, false, -1],
    [secret, false, -1], // the secret itself is no signature (§2.3)
    ['', false, -1],
  ] as const) expect(keyThatSigned(readSign(given, fromUrl), text, keys), given).toBe(is);
});

test('the key that signed is named; without keys nothing verifies, not even the dummy', () => {
  const sign = signatureOf(secret, text);
  expect(keyThatSigned(sign, text, [hmacOf(Buffer.from('other')), hmacOf(Buffer.from(secret))])).toBe(1);
  expect(keyThatSigned(sign, text, [])).toBe(-1);
  expect(keyThatSigned(signatureOf('no such pair, same work as for one', text), text, [])).toBe(-1);
});

test('a new secret has 32 ASCII characters', () => {
  expect(newSecret()).toMatch(/^[0-9a-f]{32}$/);
});
