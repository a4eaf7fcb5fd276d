/** Why a file cannot be a logo. */
export type LogoRefusal =
  | { readonly reason: 'type' | 'unreadable' }
  | { readonly reason: 'size'; readonly size: number }
  | { readonly reason: 'pixels'; readonly width: number; readonly height: number };

export type LogoRead = { readonly logo: string } | { readonly refused: LogoRefusal };

const types = ['image/png', 'image/jpeg', 'image/svg+xml'];
const mebibyte = 1024 * 1024;
const mostBytes = 5 * mebibyte;
const mostPixels = 150;

function dataUri(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('the file cannot be read'));
    reader.readAsDataURL(file);
  });
}

/** Its own size in pixels; null: the browser cannot show it. An SVG without a size has none. */
function sizeOf(address: string): Promise<{ readonly width: number; readonly height: number } | null> {
  return new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve({ width: image.naturalWidth, height: image.naturalHeight });
    image.onerror = () => resolve(null);
    image.src = address;
  });
}

/** Looks whether a file can be a logo, before it is sent; the server looks again, more closely. */
export async function readLogo(file: File, measure = sizeOf): Promise<LogoRead> {
  if (!types.includes(file.type)) return { refused: { reason: 'type' } };
  if (file.size > mostBytes) return { refused: { reason: 'size', size: file.size / mebibyte } };
  const logo = await dataUri(file);
  // What an SVG really takes is the server's to judge: browsers make a size up where it says none.
  if (file.type === 'image/svg+xml') return { logo };
  const size = await measure(logo);
  if (size === null) return { refused: { reason: 'unreadable' } };
  const { width, height } = size;
  if (width > mostPixels || height > mostPixels) return { refused: { reason: 'pixels', width, height } };
  return { logo };
}
