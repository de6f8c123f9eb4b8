/** The dashboard's entry: styles, then the app. */
import 'virtual:font';
import '../kit/tokens.css';
import '../kit/base.css';
import '../kit/theme.ts';
import { render } from 'solid-js/web';
import { App } from './app.tsx';

render(() => <App />, document.getElementById('app')!);
