import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';

/** Its children from when they are first wanted on: what was opened stays, so that it can close as it opened. */
function FromThenOn({ isWanted, children }: { readonly isWanted: boolean; readonly children: ReactNode }) {
  const [wasWanted, setWasWanted] = useState(false);
  if (isWanted && !wasWanted) setWasWanted(true);
  return isWanted || wasWanted ? <Suspense>{children}</Suspense> : null;
}

/**
 * A part that is loaded when it is first wanted: for drawers and dialogs, which most visits never open. To be made at the top of a module.
 *
 * @param load imports it
 * @param isWanted by its props: `({ opened }) => opened`
 */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  isWanted: (props: Props) => boolean,
): ComponentType<Props> {
  const Part = lazy(async () => ({ default: await load() }));
  return (props) => (
    <FromThenOn isWanted={isWanted(props)}>
      <Part {...props} />
    </FromThenOn>
  );
}
