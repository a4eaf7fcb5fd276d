import { Avatar, Menu, Text, UnstyledButton, useDirection, useMantineColorScheme } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { signOut } from '../client/sign-out.ts';
import { useWho } from '../client/who.ts';
import { directionOf, type Language, languages } from '../texts/languages.ts';
import { speak } from '../texts/start-texts.ts';

const schemes = [
  ['light', Sun],
  ['dark', Moon],
  ['auto', Monitor],
] as const;

/** What belongs to the person: profile, colours, language, and the way out. */
export function MyMenu() {
  const { t, i18n } = useTranslation('shell');
  const { actor, account } = useWho();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { setDirection } = useDirection();
  const choose = async (language: Language): Promise<void> => {
    await speak(language);
    setDirection(directionOf(language));
  };
  return (
    <Menu position="bottom-end" width={240} shadow="md">
      <Menu.Target>
        <UnstyledButton aria-label={`${t('me.menu')}: ${actor.name}`}>
          <Avatar radius="xl" size={34} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Text size="sm" px="sm" py={6} c="dimmed">
          {t('me.signedIn', { name: actor.name, account: account ?? '' })}
        </Text>
        <Menu.Item component={Link} to="/profile" leftSection={<UserRound size={16} aria-hidden />}>
          {t('me.profile')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('me.scheme')}</Menu.Label>
        {schemes.map(([scheme, Icon]) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={colorScheme === scheme}
            leftSection={<Icon size={16} aria-hidden />}
            fw={colorScheme === scheme ? 600 : 400}
            onClick={() => setColorScheme(scheme)}
          >
            {t(`me.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('me.language')}</Menu.Label>
        {Object.entries(languages).map(([language, name]) => (
          <Menu.Item
            key={language}
            role="menuitemradio"
            aria-checked={i18n.language === language}
            lang={language}
            fw={i18n.language === language ? 600 : 400}
            onClick={() => void choose(language as Language)}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} aria-hidden />} onClick={() => void signOut()}>
          {t('me.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
