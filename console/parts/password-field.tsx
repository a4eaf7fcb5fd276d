import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface PasswordFieldProps {
  readonly name: string;
  readonly label: string;
  /** Password managers fill in the present one, and offer a new one. */
  readonly kind: 'current-password' | 'new-password';
}

/** A password, hidden until it is wanted to be seen. */
export function PasswordField({ name, label, kind }: PasswordFieldProps) {
  const { t } = useTranslation('shell');
  return (
    <PasswordInput
      name={name}
      label={label}
      autoComplete={kind}
      required
      visibilityToggleButtonProps={{ 'aria-label': t('showPassword', { name: label }), tabIndex: 0 }}
    />
  );
}
