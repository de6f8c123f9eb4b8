/** The Worker's entry: the HTTP app, and the object that each site is. */
import { createApp } from './http/app.ts';

export { Site } from './site/site.ts';

export default createApp();
