import { Client } from './api/client';
import { sentenceOf } from './api/error';
import { connectToHost } from './host/channel';
import { watchTheme } from './host/theme';
import { isVisible, watchVisibility } from './host/visibility';
import { Poller } from './state/poller';
import { Store } from './state/store';
import { App } from './views/lr-app';

const POLL_MILLISECONDS = 5000;

/**
 * The entry point: TensorBoard imports this module into an empty frame and calls it. TensorBoard drops whatever is
 * thrown here, so a page that cannot start has to say so itself.
 */
export function render(): void {
  try {
    start();
  } catch (error) {
    console.error(error);
    showFailure(`The Learning Rate page could not start: ${sentenceOf(error)}`);
  }
}

function start(): void {
  prepareDocument();
  const store = new Store(new Client());
  const poller = new Poller(
    () => store.refresh(),
    () => isVisible(window),
    POLL_MILLISECONDS,
  );
  const app = new App();
  app.store = store;
  app.retry = poller.poke;
  watchTheme(window, (theme) => (app.theme = theme));
  document.body.append(app);
  watchVisibility(window, poller.poke);
  connectToHost(window, poller.poke);
  poller.poke();
}

/** TensorBoard's frame comes without a language and with the browser's margins. */
function prepareDocument(): void {
  document.documentElement.lang = 'en';
  document.body.style.margin = '0';
}

function showFailure(sentence: string): void {
  const message = document.createElement('p');
  message.dataset['testid'] = 'error';
  message.setAttribute('role', 'alert');
  message.style.cssText = 'margin: 48px 24px; font: 14px/1.45 Roboto, "Helvetica Neue", Arial, sans-serif';
  message.textContent = sentence;
  document.body.replaceChildren(message);
}
