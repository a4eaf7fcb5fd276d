import type { NewFile } from './scaffold-manifests.ts';

export const pipelines = ['github', 'gitlab', 'none'] as const;
export type Pipeline = (typeof pipelines)[number];

/** @param folder the set's folder, relative to the repository; `.` for its root */
function githubText(folder: string): string {
  const place =
    folder === '.' ? '' : `    defaults:\n      run:\n        working-directory: ${JSON.stringify(folder)}\n`;
  return `# Validate and plan on the pull request, with the plan as a comment; apply on the merge.
# Needs: variable BYLAW_SERVER; secret BYLAW_PLAN_TOKEN (may read), secret BYLAW_APPLY_TOKEN (may change) of the
# environment "settings"; bylaw among the dependencies of package.json.
name: Settings
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
env:
  BYLAW_SERVER: \${{ vars.BYLAW_SERVER }}
jobs:
  plan:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    permissions:
      contents: read
      pull-requests: write
${place}    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 20
          cache: npm
      - run: npm ci
      - run: npx --no bylaw validate --format github
      - run: npx --no bylaw plan --format markdown > "$RUNNER_TEMP/plan.md"
        env:
          BYLAW_TOKEN: \${{ secrets.BYLAW_PLAN_TOKEN }}
      - run: gh pr comment "$PULL_REQUEST" --body-file "$RUNNER_TEMP/plan.md" --edit-last --create-if-none
        if: always()
        env:
          GH_TOKEN: \${{ github.token }}
          PULL_REQUEST: \${{ github.event.pull_request.html_url }}
  apply:
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    environment: settings
    concurrency: settings # one apply after the other
${place}    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 20
          cache: npm
      - run: npm ci
      - run: npx --no bylaw apply --yes
        env:
          BYLAW_TOKEN: \${{ secrets.BYLAW_APPLY_TOKEN }}
`;
}

function gitlabText(folder: string): string {
  const place = folder === '.' ? '' : `    - cd ${JSON.stringify(folder)}\n`;
  return `# Validate and plan on the merge request, with the plan as a comment; apply on the merge.
# Needs the variables BYLAW_SERVER, BYLAW_PLAN_TOKEN (may read), BYLAW_APPLY_TOKEN (may change; protected, masked),
# COMMENT_TOKEN (may comment; masked); bylaw among the dependencies of package.json.
default:
  image: node:20
  before_script:
${place}    - npm ci
plan:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - npx --no bylaw validate --format junit > "$CI_PROJECT_DIR/validate.xml"
    - BYLAW_TOKEN="$BYLAW_PLAN_TOKEN" npx --no bylaw plan --format markdown > "$CI_PROJECT_DIR/plan.md"
  after_script:
    - >-
      curl --fail --silent --show-error --header "PRIVATE-TOKEN: $COMMENT_TOKEN" --form "body=<$CI_PROJECT_DIR/plan.md"
      "$CI_API_V4_URL/projects/$CI_PROJECT_ID/merge_requests/$CI_MERGE_REQUEST_IID/notes"
  artifacts:
    when: always
    paths: [plan.md]
    reports:
      junit: validate.xml
apply:
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE == "push"
  environment: settings
  resource_group: settings # one apply after the other
  script:
    - BYLAW_TOKEN="$BYLAW_APPLY_TOKEN" npx --no bylaw apply --yes
`;
}

/** The pipeline's file, at the root of the repository; none where none is wanted. */
export function scaffoldPipeline(pipeline: Pipeline, folder: string): NewFile[] {
  if (pipeline === 'github') return [{ path: '.github/workflows/bylaw.yml', text: githubText(folder) }];
  return pipeline === 'gitlab' ? [{ path: '.gitlab-ci.yml', text: gitlabText(folder) }] : [];
}
