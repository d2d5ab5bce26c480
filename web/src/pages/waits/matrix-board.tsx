import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { Board } from '../../ui/board.tsx';
import { useWhen } from '../../ui/when.ts';
import { hiddenStyle } from '../company/hidden.ts';
import { useAgeStyles } from './age.ts';
import {
  type Cell,
  legendOf,
  type Matrix,
  oldestText,
  pairText,
  type Side,
  tableOf,
  usualText,
} from './table.ts';

const useStyles = makeStyles({
  // It scrolls in itself, where there are more departments than fit.
  scroll: { overflowX: 'auto', minWidth: 0, position: 'relative' },
  table: { borderCollapse: 'separate', borderSpacing: '4px', width: '100%', tableLayout: 'fixed' },
  corner: { width: '9rem', '@media (max-width: 640px)': { width: '5.5rem' } },
  column: { width: '7.5rem', '@media (max-width: 640px)': { width: '6.75rem' } },
  head: {
    boxSizing: 'border-box',
    padding: tokens.spacingVerticalXS,
    textAlign: 'start',
    verticalAlign: 'bottom',
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: 'anywhere',
    hyphens: 'auto',
    '@media (max-width: 640px)': { fontSize: tokens.fontSizeBase200, paddingInline: '2px' },
  },
  row: {
    position: 'sticky',
    insetInlineStart: 0,
    zIndex: 1,
    verticalAlign: 'middle',
    backgroundColor: tokens.colorNeutralBackground1,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  axis: { fontWeight: tokens.fontWeightRegular, fontSize: tokens.fontSizeBase200 },
  place: { padding: 0, height: '64px', verticalAlign: 'top' },
  hidden: hiddenStyle,
  cell: {
    // Holds what is only read out.
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    justifyContent: 'center',
    boxSizing: 'border-box',
    width: '100%',
    height: '100%',
    minHeight: '64px',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    border: '1px solid transparent',
    borderRadius: tokens.borderRadiusMedium,
    font: 'inherit',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    textAlign: 'start',
    '@media (forced-colors: active)': { border: '1px solid CanvasText' },
  },
  press: {
    cursor: 'pointer',
    ':hover': { border: `1px solid ${tokens.colorNeutralStrokeAccessible}` },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  pressed: {
    boxShadow: `inset 0 0 0 3px ${tokens.colorNeutralBackground1}`,
    border: `2px solid ${tokens.colorNeutralForeground1}`,
    ':hover': { border: `2px solid ${tokens.colorNeutralForeground1}` },
    '@media (forced-colors: active)': { border: '4px solid Highlight' },
  },
  nothingOpen: {
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground2,
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
  },
  count: { fontSize: tokens.fontSizeBase400, fontWeight: tokens.fontWeightSemibold },
  blank: {
    height: '64px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  legend: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    listStyle: 'none',
    margin: 0,
    padding: 0,
    fontSize: tokens.fontSizeBase200,
  },
  key: {
    padding: `1px ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    '@media (forced-colors: active)': { border: '1px solid CanvasText' },
  },
});

/** The cell whose waits are listed; empty ids for none. */
export type Chosen = { readonly from: string; readonly on: string };

/** Who waits on whom, department by department; a press on a cell lists what stands in it, another one lists all again. */
export function MatrixBoard({
  matrix,
  chosen,
  onChoose,
}: {
  matrix: Matrix;
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
}): ReactElement {
  const styles = useStyles();
  const ages = useAgeStyles();
  const { rows, columns, cellAt } = tableOf(matrix);
  return (
    <Board
      title="Who waits on whom"
      marks={
        <Text size={200} className={styles.quiet}>
          How many are open, and how many working days the oldest has waited
        </Text>
      }
    >
      <div className={styles.scroll}>
        <table className={styles.table} aria-label="Who waits on whom, department by department">
          <thead>
            <tr>
              <th
                scope="col"
                className={mergeClasses(styles.head, styles.row, styles.corner, styles.quiet, styles.axis)}
              >
                Waiting ↓ on →
              </th>
              {columns.map((column) => (
                <th key={column.id} scope="col" className={mergeClasses(styles.head, styles.column)}>
                  {column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row" className={mergeClasses(styles.head, styles.row)}>
                  {row.name}
                </th>
                {columns.map((column) => {
                  const cell = cellAt(row, column);
                  return (
                    <td key={column.id} className={styles.place}>
                      {cell ? (
                        <MatrixCell
                          row={row}
                          column={column}
                          cell={cell}
                          chosen={chosen}
                          onChoose={onChoose}
                        />
                      ) : (
                        <div className={styles.blank} />
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul className={styles.legend} aria-label="What the colours mean, in working days">
        {legendOf(matrix.waitAges).map(({ age, text }) => (
          <li key={age} className={mergeClasses(styles.key, ages[age])}>
            {text}
          </li>
        ))}
      </ul>
    </Board>
  );
}

function MatrixCell({
  row,
  column,
  cell,
  chosen,
  onChoose,
}: {
  row: Side;
  column: Side;
  cell: Cell;
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
}): ReactElement {
  const styles = useStyles();
  const ages = useAgeStyles();
  const when = useWhen();
  const oldest = oldestText(cell);
  const usual = usualText(cell, when.number);
  const look = mergeClasses(styles.cell, cell.age ? ages[cell.age] : styles.nothingOpen);
  const words = (
    <>
      <span className={styles.hidden}>{pairText(row, column)}:</span>
      {oldest ? <span className={styles.count}>{when.number(cell.open)} open</span> : <span>None open</span>}
      {oldest ? <span>{oldest}</span> : null}
      {usual ? <span>{usual}</span> : null}
    </>
  );
  const { id: from } = row;
  const { id: on } = column;
  // The list can be asked for departments only.
  if (from === null || on === null) return <div className={look}>{words}</div>;
  const pressed = chosen.from === from && chosen.on === on;
  return (
    <button
      type="button"
      className={mergeClasses(look, styles.press, pressed && styles.pressed)}
      aria-pressed={pressed}
      onClick={() => onChoose(pressed ? { from: '', on: '' } : { from, on })}
    >
      {words}
    </button>
  );
}
