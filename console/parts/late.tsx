import { type ReactNode, useEffect, useState } from 'react';

/** Most answers are there sooner, and what flashes up and goes again only makes a page seem slow. */
const patience = 150;

/** Shows its children when they are still there after 150 ms: for spinners and skeletons. */
export function Late({ children }: { readonly children: ReactNode }) {
  const [isDue, setIsDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsDue(true), patience);
    return () => clearTimeout(timer);
  }, []);
  return isDue ? children : null;
}
