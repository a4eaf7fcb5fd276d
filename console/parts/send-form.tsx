import { Button, Group, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useRef } from 'react';
import { ProblemAlert } from './problem-alert.tsx';

interface SendFormProps {
  readonly label: string;
  /** Fields with names. */
  readonly children?: ReactNode;
  /** Sends the fields' values, by name. */
  readonly send: (values: Readonly<Record<string, string>>) => Promise<unknown>;
  /** Done: the fields are emptied. */
  readonly onDone?: () => void;
  readonly variant?: 'filled' | 'default';
  /** Nothing can be sent: the fields are only shown. */
  readonly hidden?: boolean;
  /** What was typed stays: it is still to be looked at. */
  readonly keepsValues?: boolean;
  /** Other buttons, before the one that sends. */
  readonly others?: ReactNode;
}

/** A small form that is sent as it is: nothing twice, what is refused is said, and nothing that was typed is lost by that. */
export function SendForm({
  label,
  children,
  send,
  onDone,
  variant = 'filled',
  hidden = false,
  keepsValues = false,
  others,
}: SendFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const sending = useMutation({
    mutationFn: send,
    onSuccess: () => {
      if (!keepsValues) form.current?.reset();
      onDone?.();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const values = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]);
    sending.mutate(Object.fromEntries(values));
  };
  return (
    <form ref={form} onSubmit={submit}>
      <Stack gap="sm">
        {children}
        {sending.error === null ? null : <ProblemAlert error={sending.error} />}
        {hidden ? null : (
          <Group justify="flex-end">
            {others}
            <Button type="submit" variant={variant} loading={sending.isPending}>
              {label}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
