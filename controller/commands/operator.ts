import type { CreatedOrganisation } from '../client/answers.ts';
import { Failure } from '../client/failure.ts';
import { escapeControls } from '../render/escape.ts';
import { choiceOption, countOption, textOption } from './arguments.ts';
import type { CommandContext, CommandResult, RawArguments } from './command.ts';
import { connect } from './connect.ts';
import { readSetServer } from './read-set-server.ts';

const tokenVariable = 'BYLAW_OPERATOR_TOKEN';
const operatorFormats = ['text', 'json'] as const;

function organisationText(created: CreatedOrganisation): string {
  const line = (label: string, value: string): string => `${label.padEnd(16)}${escapeControls(value)}\n`;
  return [
    line('Organisation', created.organisation),
    line('Main account', created.account),
    line('API key', created.apiKey),
    line('Invitation', created.invitationUrl),
    '\nThe key and the invitation are shown this once. Put the key in BYLAW_TOKEN.\n',
  ].join('');
}

function required<T>(value: T | undefined, flag: string): T {
  if (value !== undefined) return value;
  throw new Failure(`${flag} is missing`, { remedy: 'See `bylaw operator organisation --help`' });
}

/** `bylaw operator organisation create NAME`: makes an organisation with its main account and first Account Manager. */
export async function createOrganisation(raw: RawArguments, context: CommandContext): Promise<CommandResult> {
  const { client } = connect(context, { set: await readSetServer(context), tokenVariable });
  const work = client.createOrganisation({
    name: required(raw.operands[0], 'NAME'),
    seats: required(countOption(raw, 'seats', '--seats'), '--seats'),
    admin: required(textOption(raw, 'admin'), '--admin'),
    email: required(textOption(raw, 'email'), '--email'),
  });
  const created = await context.wait('Creating the organisation', work);
  const json = choiceOption(raw, 'format', operatorFormats) === 'json';
  return { output: json ? `${JSON.stringify(created)}\n` : organisationText(created), exitCode: 0 };
}

/** `bylaw operator organisation set NAME --seats N`: changes the purchased seats. */
export async function setOrganisation(raw: RawArguments, context: CommandContext): Promise<CommandResult> {
  const { client } = connect(context, { set: await readSetServer(context), tokenVariable });
  const name = required(raw.operands[0], 'NAME');
  const seats = required(countOption(raw, 'seats', '--seats'), '--seats');
  await context.wait('Changing the organisation', client.setOrganisation(name, { seats }));
  return { output: `${escapeControls(name)} has ${seats} purchased seats now.\n`, exitCode: 0 };
}
