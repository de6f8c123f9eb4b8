/** Modules that exist only while building; see vite.statics.ts. */

declare module 'virtual:font';
