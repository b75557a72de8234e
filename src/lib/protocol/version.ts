/** Raised with any change a browser already open would not understand; it is then asked to reload. */
export const protocolVersion = 2;
