declare const __BUILD__: string;

/** The version that people read out on the telephone and that the server is told. */
export const build: string = __BUILD__;
