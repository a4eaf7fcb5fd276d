import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type Edit, resourcePath } from '../../client/edit.ts';
import { ReviewEdit } from '../../parts/review-edit.tsx';
import { sayProblem } from '../../parts/say.ts';
import { readSeatSettings } from './read-settings.ts';

interface LimitRemoval {
  readonly ask: (account: string) => void;
  /** Shows what it does before it is done. */
  readonly review: ReactNode;
}

/** Takes an account's limit away: its own, or one that a template gives it by saying that there is none. */
export function useRemoveLimit(): LimitRemoval {
  const [edit, setEdit] = useState<Edit | null>(null);
  const asking = useMutation({
    mutationFn: readSeatSettings,
    onSuccess: ({ spec, version, effective }, account) => {
      const isOwn = Object.hasOwn(spec, 'limit');
      const fromTemplate = effective?.from['/limit']?.startsWith('SettingsTemplate/') ?? false;
      const limit = isOwn && !fromTemplate ? null : 'unlimited';
      setEdit({
        path: resourcePath('accounts', account, 'seats'),
        method: 'PATCH',
        spec: { limit },
        version,
      });
    },
    onError: sayProblem,
  });
  return {
    ask: (account) => asking.mutate(account),
    review: <ReviewEdit edit={edit} onClose={() => setEdit(null)} />,
  };
}
