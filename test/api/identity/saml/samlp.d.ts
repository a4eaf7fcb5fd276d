/** What is used of samlp, which brings no types: handlers for Express. */
declare module 'samlp' {
  export type Handler = (request: object, response: object, next: (error?: Error) => void) => void;

  const samlp: {
    readonly auth: (options: object) => Handler;
    readonly metadata: (options: object) => Handler;
  };
  export default samlp;
}
