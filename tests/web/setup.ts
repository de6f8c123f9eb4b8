/** Before each file of web tests: what is found by waiting is waited for as long as a busy machine may take. */
import { configure } from '@solidjs/testing-library';

configure({ asyncUtilTimeout: 30_000 });
