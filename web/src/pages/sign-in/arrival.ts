let arrived: string | undefined;

/**
 * The token of a sign-in link, which stands after the # so that no server log and no link scanner ever has it. It is taken
 * out of the address as soon as it is seen, and kept in this page's memory until it is used.
 */
export function arrivedToken(): string | undefined {
  const token = decoded(window.location.hash.slice(1));
  if (window.location.pathname === '/sign-in' && token !== '') {
    window.history.replaceState(null, '', '/sign-in');
    arrived = token;
  }
  return arrived;
}

export const forgetToken = (): void => {
  arrived = undefined;
};

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
