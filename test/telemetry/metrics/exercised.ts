// An app whose every metric has a value: what a scrape of it does not have, there is not.
import { useApp, type TestApp } from '../../support/app.ts';
