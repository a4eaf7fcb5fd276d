import { Blob } from 'node:buffer';

/** What a browser has and jsdom does not, as far as the pages ask for it. */
const listening = { addEventListener: () => undefined, removeEventListener: () => undefined };

window.matchMedia = (media) =>
  ({
    matches: false,
    media,
    onchange: null,
    ...listening,
    dispatchEvent: () => false,
  }) as unknown as MediaQueryList;

class NoObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  takeRecords(): [] {
    return [];
  }
}

// The server and its database run in here as well, and need Node's own.
Object.assign(globalThis, { Blob });
Object.assign(globalThis, { ResizeObserver: NoObserver, IntersectionObserver: NoObserver });
HTMLCanvasElement.prototype.getContext = () => null;
window.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;
// React warns where work happens outside of what a test waits for; ours wait for what is seen.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false });

// Nothing is laid out: a window of usual height, and rows of usual height, so that lists show what a window would.
Object.defineProperty(HTMLElement.prototype, 'offsetHeight', {
  get(this: HTMLElement) {
    return this.tagName === 'TR' ? 45 : 900;
  },
});
Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { get: () => 1024 });
Object.defineProperty(Element.prototype, 'clientHeight', { get: () => 900 });
Object.defineProperty(Element.prototype, 'clientWidth', { get: () => 1024 });
