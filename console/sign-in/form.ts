import { element } from './elements.ts';
import { Refused } from './send.ts';
import { text } from './texts.ts';

function complaint(error: unknown): HTMLElement {
  if (!(error instanceof Refused)) return element('div', {}, element('p', {}, text('offline')));
  return element(
    'div',
    {},
    ...error.sentences.map((sentence) => element('p', {}, sentence)),
    ...(error.requestId === '' ? [] : [element('small', {}, text('reference', { id: error.requestId }))]),
  );
}

/**
 * A form whose sending is ours: while it is under way nothing is sent twice, and what is refused is said above the button, where screen readers
 * hear it; nothing that was typed is lost, but for codes.
 */
export function form(
  label: string,
  fields: readonly HTMLElement[],
  send: (values: Readonly<Record<string, string>>) => Promise<void>,
): HTMLFormElement {
  const alert = element('div', { role: 'alert', class: 'alert' });
  const button = element('button', { type: 'submit', class: 'main' }, label);
  const made = element('form', {}, ...fields, alert, button);
  made.addEventListener('submit', (event) => {
    event.preventDefault();
    const values = Object.fromEntries([...new FormData(made)].map(([name, value]) => [name, String(value)]));
    alert.replaceChildren();
    button.disabled = true;
    send(values)
      .catch((error: unknown) => alert.replaceChildren(complaint(error)))
      .finally(() => {
        button.disabled = false;
      });
  });
  return made;
}
