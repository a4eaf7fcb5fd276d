import { describe, expect, it } from 'vitest';
import { readXml } from '../../../controller/manifest/read-xml.ts';
import { diagnosticsGithub } from '../../../controller/render/diagnostics-github.ts';
import { diagnosticsJson } from '../../../controller/render/diagnostics-json.ts';
import { diagnosticsJunit } from '../../../controller/render/diagnostics-junit.ts';
import type { DiagnosticsReport } from '../../../controller/render/diagnostics-report.ts';
import { diagnosticsSarif } from '../../../controller/render/diagnostics-sarif.ts';
import { diagnosticsText } from '../../../controller/render/diagnostics-text.ts';
import { createPalette } from '../../../controller/render/palette.ts';
import type { Diagnostic } from '../../../schemas/contract/diagnostic.ts';

const misspelt: Diagnostic = {
  severity: 'error',
  code: 'schema/unknown-field',
  summary: 'spec has no field "emial"',
  remedy: 'Did you mean email?',
  file: 'people/a.yaml',
  line: 5,
  column: 3,
  pointer: '/spec/emial',
  address: 'User/emea/ana',
};
const undeclared: Diagnostic = {
  ...misspelt,
  severity: 'warning',
  code: 'reference/undeclared',
  summary: 'not declared',
  line: 7,
};
const empty: Diagnostic = { severity: 'error', code: 'set/empty', summary: 'declares nothing' };
const nasty: Diagnostic = {
  severity: 'error',
  code: 'yaml/quote',
  summary: '100% <b>&"\u001b[31m\n::error::x, y: z\u0000\ud800',
  remedy: 'a\r\nb',
  file: 'a,b:c 100%.yaml',
  line: 1,
  column: 1,
};

function report(
  diagnostics: readonly Diagnostic[],
  more: Partial<DiagnosticsReport> = {},
): DiagnosticsReport {
  return {
    version: '0.1.0',
    root: 'settings',
    files: ['people/a.yaml', 'b.yaml'],
    documents: 3,
    diagnostics,
    lineOf: () => undefined,
    ...more,
  };
}

const plain = { palette: createPalette(false), width: 80, limit: 100 };

describe('text', () => {
  it('shows the place, the source with a caret, the remedy, and totals', () => {
    const lineOf = (file: string, line: number) =>
      file === 'people/a.yaml' && line === 5 ? '  emial: ana@acme.example' : undefined;
    expect(
      diagnosticsText(report([empty, misspelt, undeclared], { lineOf }), plain),
    ).toBe(`error[set/empty] declares nothing

settings/people/a.yaml:5:3: error[schema/unknown-field] User/emea/ana: spec has no field "emial"
    5 |   emial: ana@acme.example
      |   ^
  = Did you mean email?

settings/people/a.yaml:7:3: warning[reference/undeclared] User/emea/ana: not declared
  = Did you mean email?

2 errors, 1 warning: 3 manifests in 2 files
`);
  });

  it('says that all is well', () => {
    expect(diagnosticsText(report([]), plain)).toBe('Valid: 3 manifests in 2 files\n');
    expect(diagnosticsText(report([undeclared], { root: '.' }), plain)).toContain(
      'people/a.yaml:7:3: warning',
    );
    expect(diagnosticsText(report([undeclared]), plain)).toContain(
      '\nValid: 3 manifests in 2 files, 1 warning\n',
    );
  });

  it('colours where it is asked to, and only then', () => {
    const coloured = { ...plain, palette: createPalette(true) };
    expect(diagnosticsText(report([misspelt]), coloured)).toContain(
      '\u001b[31merror[schema/unknown-field]\u001b[39m',
    );
    expect(diagnosticsText(report([misspelt, nasty]), plain)).not.toContain('\u001b');
  });

  it('shows the first errors of very many, and counts all', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      ...(index % 2 ? misspelt : undeclared),
      line: index + 1,
    }));
    const text = diagnosticsText(report(many), { ...plain, limit: 10 });
    expect(text.match(/error\[/g)).toHaveLength(10);
    expect(text).not.toContain('warning[');
    expect(text).toContain('... and 9990 more; --verbose or --format json shows them all');
    expect(text).toContain('5000 errors, 5000 warnings');
  });

  it('cuts long lines around the caret, and sets it right below tabs and wide characters', () => {
    const at = (source: string, column: number) =>
      diagnosticsText(report([{ ...misspelt, column }], { lineOf: () => source }), plain)
        .split('\n')
        .slice(1, 3);
    const [line = '', caret = ''] = at(`${'x'.repeat(300)}!${'y'.repeat(300)}`, 301);
    expect(line.length).toBeLessThanOrEqual(80);
    expect(line[caret.indexOf('^')]).toBe('!');
    const [tabs = '', below = ''] = at('\tname: "\u001b": !', 13);
    expect(tabs[below.indexOf('^')]).toBe('!');
    expect(at('日本 x', 4)[1]).toBe('      |      ^');
  });
});

describe('json', () => {
  it('has everything, and the totals', () => {
    expect(JSON.parse(diagnosticsJson(report([misspelt, undeclared])))).toEqual({
      formatVersion: '1.0',
      valid: false,
      root: 'settings',
      files: 2,
      documents: 3,
      errors: 1,
      warnings: 1,
      diagnostics: [misspelt, undeclared],
    });
  });
});

describe('sarif', () => {
  it('is a log of version 2.1.0 with rules, results and places', () => {
    const log = JSON.parse(diagnosticsSarif(report([empty, misspelt, undeclared, nasty])));
    expect(log.version).toBe('2.1.0');
    const [run] = log.runs;
    expect(run.tool.driver.name).toBe('bylaw');
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual([
      'reference/undeclared',
      'schema/unknown-field',
      'set/empty',
      'yaml/quote',
    ]);
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(['error', 'warning']).toContain(result.level);
      expect(result.message.text).toMatch(/\S/);
    }
    expect(run.results[0].locations).toBeUndefined();
    expect(run.results[1]).toMatchObject({
      level: 'error',
      message: { text: 'User/emea/ana: spec has no field "emial". Did you mean email?' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'settings/people/a.yaml', uriBaseId: 'SRCROOT' },
            region: { startLine: 5, startColumn: 3 },
          },
          logicalLocations: [{ fullyQualifiedName: 'User/emea/ana' }],
        },
      ],
    });
    expect(run.results[3].locations[0].physicalLocation.artifactLocation.uri).toBe(
      './settings/a%2Cb%3Ac%20100%25.yaml',
    );
  });

  it('has a run also where nothing was found', () => {
    expect(JSON.parse(diagnosticsSarif(report([]))).runs[0].results).toEqual([]);
  });
});

describe('junit', () => {
  it('has a test case for each file, with one failure', () => {
    const text = diagnosticsJunit(report([misspelt, { ...misspelt, line: 9 }, undeclared, empty]));
    const read = readXml(text);
    if ('problem' in read) throw new Error(read.problem);
    const [suite] = read.root.children;
    const cases = suite?.children.filter(({ name }) => name === 'testcase') ?? [];
    expect([...(suite?.attributes ?? [])]).toEqual([
      ['name', 'bylaw validate'],
      ['tests', '3'],
      ['failures', '2'],
      ['errors', '0'],
      ['skipped', '0'],
    ]);
    expect(
      cases.map(({ attributes, children }) => [attributes.get('name'), children.map(({ name }) => name)]),
    ).toEqual([
      ['settings', ['failure']],
      ['settings/b.yaml', []],
      ['settings/people/a.yaml', ['failure', 'system-out']],
    ]);
    expect(cases[2]?.children[0]?.attributes.get('message')).toBe('spec has no field "emial" (and 1 more)');
    expect(cases[2]?.children[0]?.text).toContain('settings/people/a.yaml:9:3: error[schema/unknown-field]');
  });

  it('stays XML whatever is in it', () => {
    const read = readXml(diagnosticsJunit(report([nasty])));
    expect(read).toHaveProperty('root');
  });
});

describe('github', () => {
  it('is a workflow command for each diagnostic', () => {
    expect(diagnosticsGithub(report([misspelt, undeclared, empty]))).toBe(
      [
        '::error file=settings/people/a.yaml,line=5,col=3,title=schema/unknown-field::User/emea/ana: spec has no field "emial". Did you mean email?',
        '::warning file=settings/people/a.yaml,line=7,col=3,title=reference/undeclared::User/emea/ana: not declared. Did you mean email?',
        '::error title=set/empty::declares nothing',
        '2 errors and 1 warning in 3 manifests of 2 files',
        '',
      ].join('\n'),
    );
  });

  it('lets nothing break out of a command', () => {
    const [command = '', total] = diagnosticsGithub(report([nasty])).split('\n');
    expect(command).toMatch(
      /^::error file=settings\/a%2Cb%3Ac 100%25\.yaml,line=1,col=1,title=yaml\/quote::100%25 <b>/,
    );
    expect(command).toContain('%0A::error::x');
    expect(total).toBe('1 error and 0 warnings in 3 manifests of 2 files');
  });
});
