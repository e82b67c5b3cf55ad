import { Client } from './api/client';
import { sentenceOf } from './api/error';
import { FONT_FAMILY } from './chart/style';
import { Address } from './host/address';
import { connectToHost } from './host/channel';
import { watchTheme } from './host/theme';
import { badgeTitle } from './host/title';
import { isVisible, watchVisibility } from './host/visibility';
import { linkToAddress } from './state/link';
import { Poller } from './state/poller';
import { prepareSorting } from './state/list';
import { Store } from './state/store';
import { decodeView } from './state/url';
import { followWhatIf } from './state/what-if';
import { App } from './views/lr-app';

/** An unchanged list costs the server a comparison and a 304. With the time of an answer this makes a second. */
const POLL_MILLISECONDS = 800;
/** While the server is still reading. It answers a second after it was asked, unless it has more to say before. */
const PARTIAL_POLL_MILLISECONDS = 100;
/** Until the first rows are on the screen. */
const IDLE_MILLISECONDS = 300;
/** While the server does not answer: every attempt leaves an error in the browser's console. */
const RETRY_MILLISECONDS = 5000;

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
  const address = new Address(window);
  const client = new Client();
  const store = new Store(client, decodeView(address.read()));
  const poller = new Poller(
    () => {
      // The address may have changed without a word: TensorBoard writes its run filter into it.
      store.setHostFilter(address.runFilter);
      return store.refresh();
    },
    () => isVisible(window),
    () =>
      store.isPartial
        ? PARTIAL_POLL_MILLISECONDS
        : store.state.failure === null
          ? POLL_MILLISECONDS
          : RETRY_MILLISECONDS,
  );
  const link = linkToAddress(store, address);
  followWhatIf(store, client);
  store.subscribe(() => badgeTitle(window, store.state.turnedBad.length));
  let prepared: unknown;
  store.subscribe(() => {
    const { diagnoses } = store.state;
    if (diagnoses && diagnoses !== prepared)
      setTimeout(() => prepareSorting(diagnoses.series), IDLE_MILLISECONDS);
    prepared = diagnoses;
  });
  // The answer is on its way while the page is built.
  poller.poke();
  const app = new App();
  app.store = store;
  app.client = client;
  app.link = link;
  app.retry = poller.poke;
  watchTheme(window, (theme) => (app.theme = theme));
  document.body.append(app);
  watchVisibility(window, poller.poke);
  connectToHost(window, poller.poke);
}

/** TensorBoard's frame comes without a language or a title, and with the browser's margins. */
function prepareDocument(): void {
  document.documentElement.lang = 'en';
  document.title = 'Learning Rate';
  document.body.style.margin = '0';
}

function showFailure(sentence: string): void {
  const message = document.createElement('p');
  message.dataset['testid'] = 'error';
  message.setAttribute('role', 'alert');
  message.style.cssText = `margin: 48px 24px; font: 14px/1.45 ${FONT_FAMILY}`;
  message.textContent = sentence;
  document.body.replaceChildren(message);
}
