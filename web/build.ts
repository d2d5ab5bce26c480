import { buildPage } from './page-build.ts';

const begun = performance.now();
const built = await buildPage();
const seconds = ((performance.now() - begun) / 1000).toFixed(1);
process.stdout.write(built ? `The page is built, in ${seconds} s.\n` : 'The page is built already.\n');
