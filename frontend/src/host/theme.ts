// TensorBoard has no official way to tell a plugin about dark mode: it sets a class on its own body, which a frame
// of the same origin can see.

export type Theme = 'light' | 'dark';

const DARK_CLASS = 'dark-mode';

/** Calls back with the theme now, and whenever it changes. */
export function watchTheme(page: Window & typeof globalThis, onTheme: (theme: Theme) => void): void {
  const body = hostBody(page);
  if (body) {
    const read = (): void => onTheme(body.classList.contains(DARK_CLASS) ? 'dark' : 'light');
    new page.MutationObserver(read).observe(body, { attributes: true, attributeFilter: ['class'] });
    read();
    return;
  }
  const preference = page.matchMedia('(prefers-color-scheme: dark)');
  const read = (): void => onTheme(preference.matches ? 'dark' : 'light');
  preference.addEventListener('change', read);
  read();
}

function hostBody(page: Window): HTMLElement | null {
  if (page.parent === page) return null;
  try {
    return page.parent.document.body;
  } catch {
    // Another origin: the host is not TensorBoard itself.
    return null;
  }
}
