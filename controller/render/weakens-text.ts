/** What `x-bylaw-weakens` means, in words. */
export function weakensText(direction: unknown): string | undefined {
  if (typeof direction !== 'string' && typeof direction !== 'boolean') return undefined;
  const word = String(direction);
  if (word === 'lower' || word === 'higher') return `a ${word} value weakens security`;
  if (word === 'add') return 'each item added weakens security';
  if (word === 'remove') return 'each item removed weakens security';
  if (word.startsWith('order:'))
    return `from weak to strong: ${word.slice('order:'.length).split(',').join(', ')}`;
  return `${word} weakens security`;
}
