import { describe, expect, it } from 'vitest';
import type { Form } from '../../src/chat/form.ts';
import { afterReply, type Layer, withFault, withForm } from '../../web/src/view/layers.ts';

const form = (name: string, state = '-'): Form => ({
  title: name,
  submitLabel: 'Send',
  command: 'standup',
  name,
  state,
  parts: [],
});
const view = (summary: string) => ({ summary, elements: [] });
const formLayer = (asked: Form): Layer => ({
  kind: 'form',
  id: asked.name,
  form: asked,
  state: 'typing',
  errors: {},
  fault: undefined,
});
const viewLayer = (summary: string): Layer => ({ kind: 'view', id: summary, view: view(summary) });
const fault: Layer = { kind: 'fault', id: 'fault', sentence: 'No.', again: () => undefined };
const named = (layers: readonly Layer[]) =>
  layers.map((layer) =>
    layer.kind === 'form' ? layer.form.name : layer.kind === 'view' ? layer.view.summary : 'fault',
  );

describe('the dialog, once a reply has come', () => {
  const to = { id: 'new' };

  it('shows a view, in the place of the view it came from', () => {
    const shown = { kind: 'show', view: view('people') } as const;
    expect(named(afterReply([], shown, to))).toEqual(['people']);
    expect(named(afterReply([viewLayer('set-up')], shown, to))).toEqual(['people']);
  });

  it('asks on top of a view, which is there again when the form is closed', () => {
    const layers = afterReply([viewLayer('set-up')], { kind: 'ask', form: form('edit') }, to);
    expect(named(layers)).toEqual(['set-up', 'edit']);
    expect(named(layers.slice(0, -1))).toEqual(['set-up']);
  });

  it('lets go of the form that was taken, and of no other', () => {
    const layers = [viewLayer('set-up'), formLayer(form('edit', 'one')), formLayer(form('edit', 'two'))];
    const after = afterReply(
      layers,
      { kind: 'show', view: view('saved') },
      { ...to, form: form('edit', 'two') },
    );
    expect(named(after)).toEqual(['set-up', 'edit', 'saved']);
    expect(after[1]).toMatchObject({ form: { state: 'one' } });
  });

  it('closes when there is nothing to say, but never over a form that somebody is filling in', () => {
    const taken = { ...to, form: form('answer') };
    expect(afterReply([viewLayer('open'), formLayer(form('answer'))], { kind: 'nothing' }, taken)).toEqual(
      [],
    );
    expect(named(afterReply([formLayer(form('other'))], { kind: 'nothing' }, taken))).toEqual(['other']);
  });

  it('forgets a fault when the next thing works', () => {
    expect(named(afterReply([fault], { kind: 'show', view: view('digest') }, to))).toEqual(['digest']);
    expect(named(withFault([viewLayer('set-up'), fault], { ...fault, id: 'again' }))).toEqual([
      'set-up',
      'fault',
    ]);
  });

  it('says to the form that was sent what is wrong with it', () => {
    const layers = [formLayer(form('edit')), formLayer(form('answer'))];
    const after = withForm(layers, form('answer'), { state: 'typing', errors: { moved: 'Too short.' } });
    expect(after[0]).toBe(layers[0]);
    expect(after[1]).toMatchObject({ state: 'typing', errors: { moved: 'Too short.' } });
  });
});
