import { text } from './texts.ts';

type Child = Node | string;

/** An element with its attributes and what is in it; texts are texts, never HTML. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | boolean>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'string') made.setAttribute(name, value);
    else if (value) made.setAttribute(name, '');
  }
  made.append(...children);
  return made;
}

interface Field {
  readonly name: string;
  readonly label: string;
  readonly autocomplete: string;
  readonly type?: 'text' | 'password';
  readonly hint?: string;
  readonly optional?: boolean;
  readonly numeric?: boolean;
}

/** Shows or hides what was typed. */
function revealer(input: HTMLInputElement): HTMLElement {
  const button = element(
    'button',
    { type: 'button', class: 'reveal', 'aria-pressed': 'false' },
    text('show'),
  );
  button.addEventListener('click', () => {
    const hidden = input.type === 'password';
    input.type = hidden ? 'text' : 'password';
    button.textContent = text(hidden ? 'hide' : 'show');
    button.setAttribute('aria-pressed', String(hidden));
  });
  return button;
}

/** A labelled field, with a hint where there is one. */
export function field({
  name,
  label,
  autocomplete,
  type = 'text',
  hint,
  optional,
  numeric,
}: Field): HTMLElement {
  const input = element('input', {
    id: name,
    name,
    type,
    autocomplete,
    required: optional !== true,
    autocapitalize: 'none',
    spellcheck: 'false',
    ...(numeric === true ? { inputmode: 'numeric' } : {}),
    ...(hint === undefined ? {} : { 'aria-describedby': `${name}-hint` }),
  });
  return element(
    'div',
    { class: 'field' },
    element('label', { for: name }, label),
    element('div', { class: 'input' }, input, ...(type === 'password' ? [revealer(input)] : [])),
    ...(hint === undefined ? [] : [element('small', { id: `${name}-hint` }, hint)]),
  );
}

/** A link that does something on this page. */
export function act(label: string, run: () => void): HTMLElement {
  const button = element('button', { type: 'button', class: 'quiet' }, label);
  button.addEventListener('click', run);
  return button;
}

export const link = (href: string, label: string, kind = 'quiet'): HTMLElement =>
  element('a', { href, class: kind }, label);

/** A sentence under the heading. */
export const lead = (sentence: string): HTMLElement => element('p', { class: 'lead' }, sentence);

/** Puts a view on the page; its heading is read out, and the first field is ready to be typed into. */
export function show(title: string, ...children: readonly Child[]): void {
  const heading = element('h1', { tabindex: '-1' }, title);
  document.querySelector('main')?.replaceChildren(...brand(), heading, ...children);
  document.title = `${title} · Bylaw`;
  (document.querySelector<HTMLElement>('main input') ?? heading).focus();
}

/** The account's logo, else the product's name. */
function brand(): readonly Child[] {
  const logo = document.documentElement.dataset['logo'];
  const name = element('p', { class: 'brand' }, 'Bylaw');
  return [logo === undefined ? name : element('img', { class: 'logo', src: logo, alt: '' })];
}
