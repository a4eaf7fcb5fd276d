import { notifications } from '@mantine/notifications';
import i18next from 'i18next';

const closeButton = () => ({ closeButtonProps: { 'aria-label': i18next.t('shell:act.close') } });

/** Tells of something done, for a moment, in a corner that screen readers listen to. */
export function sayDone(message: string): void {
  notifications.show({ message, color: 'teal', withBorder: true, ...closeButton() });
}

/** Tells of something that was refused. */
export function sayProblem(error: Error): void {
  notifications.show({
    message: error.message,
    color: 'red',
    withBorder: true,
    autoClose: 10_000,
    ...closeButton(),
  });
}
