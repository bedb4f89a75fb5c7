import type { PrecacheEntry } from 'workbox-precaching';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

/** What: the files of a reporter's app, listed by the build. */
export const precached = self.__WB_MANIFEST;

/** Addresses that are the server's and never the app's. */
export const notScreens = [/^\/v1\//, /^\/healthz/];

/** A reviewer's screens: kept once a reviewer has signed in on this device. */
export const reviewFiles = /^\/assets\/(review-queue|plan-desk|unit-desk)-/;
export const reviewCache = 'so-review';
