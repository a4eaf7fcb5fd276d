import { expect, it } from 'vitest';
import { placeAfter } from '../../console/sign-in/after.ts';
import { readableOn } from '../../console/sign-in/place.ts';

it.each([
  ['?next=%2Fconsole%2Fseats%3Fq%3Dana', '/console/seats?q=ana'],
  ['?next=%2Fconsole', '/console'],
  ['', '/console/'],
  ['?next=https%3A%2F%2Fevil.example', '/console/'],
  ['?next=%2F%2Fevil.example', '/console/'],
  ['?next=%2Fconsole.evil.example', '/console/'],
  ['?next=%2Fconsole%2F..%5C%5Cevil', '/console/'],
  ['?next=javascript%3Aalert(1)', '/console/'],
  ['?next=%2Fv1%2Fsign-out', '/console/'],
  ['?next=%2Fconsole%2F..%2Fv1%2Fsign-out', '/console/'],
  ['?next=%2Fconsole%2F..%2F%2Fevil.example', '/console/'],
  ['?next=console', '/console/'],
])('%s leads to %s', (search, place) => {
  expect(placeAfter(search)).toBe(place);
});

it.each([
  ['#ffffff', '#000'],
  ['#ffd43b', '#000'],
  ['#0b7285', '#fff'],
  ['#000000', '#fff'],
])('on %s one reads %s', (colour, ink) => {
  expect(readableOn(colour)).toBe(ink);
});
