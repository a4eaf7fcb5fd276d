interface Named {
  readonly username: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
}

/** As people call him: first and last name; the username where there is none. */
export function nameOf({ firstName, lastName, username }: Named): string {
  const name = [firstName, lastName].filter(Boolean).join(' ');
  return name === '' ? username : name;
}
