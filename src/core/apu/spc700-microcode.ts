/**
 * The SPC700's instructions as data: one micro-operation per bus cycle.
 *
 * A micro-operation is an access (what the bus does in the cycle) and an action (what the core does with the byte once the access is
 * over). A write sends what an earlier action left in `data`. [fullsnes: SPC700 CPU; the cycle order is that of the single-step vectors]
 */

/** What the bus does in a cycle, and where the address comes from. */
// prettier-ignore
export const enum Access {
  Idle, Fetch, Dummy, Direct, DirectNext, Absolute, AbsoluteNext, IndirectX, IndirectY, Pull,
  WriteDirect, WriteDirectNext, WriteAbsolute, WriteIndirectX, Push,
}

/** What the core does at the end of a cycle. */
// prettier-ignore
export const enum Act {
  None, Data, Pointer, PointerX, PointerY, AddrLow, AddrHigh, AddrHighX, AddrHighY, AddrX, AddrY, AddrBit,
  OrA, AndA, EorA, CmpA, AdcA, SbcA, LoadA, CmpX, CmpY, LoadX, LoadY,
  OrData, AndData, EorData, CmpData, AdcData, SbcData,
  Asl, Rol, Lsr, Ror, Dec, Inc,
  AslA, RolA, LsrA, RorA, DecA, IncA, DecX, IncX, DecY, IncY,
  AToX, XToA, SpToX, XToSp, YToA, AToY,
  DataA, DataX, DataY, DataPsw, DataPcHigh, DataPcLow, StoreXInc, LoadAXInc,
  PullA, PullX, PullY, PullPsw,
  BranchAlways, BranchFlag, BranchBit, BranchNotEqual, BranchData, BranchY, TakeBranch,
  DecData, BitSetClear, BitCarry, BitStore, BitNot, TestSet, TestClear,
  LoadWord, AddWord, SubWord, CmpWord, StepWordLow, StepWordHigh,
  Jump, JumpVector, JumpAddr, JumpPage, CallVector, BreakVector, BreakJump,
  ClearP, SetP, ClearC, SetC, NotC, EnableI, DisableI, ClearV,
  Mul, Div, Xcn, Daa, Das, Halt,
}

/** Bits of a micro-operation: 0-3 the access, 4-10 the action, 15 set on an instruction's last cycle. */
export const LAST = 0x8000;

const micro = (access: Access, act: Act = Act.None): number => access | (act << 4);

const idle = (act: Act = Act.None): number => micro(Access.Idle, act);
const fetch = (act: Act): number => micro(Access.Fetch, act);
const dummy = (act: Act = Act.None): number => micro(Access.Dummy, act);
const direct = (act: Act = Act.None): number => micro(Access.Direct, act);
const absolute = (act: Act = Act.None): number => micro(Access.Absolute, act);
const push = (act: Act = Act.None): number => micro(Access.Push, act);
const pull = (act: Act): number => micro(Access.Pull, act);
const writeDirect = (act: Act = Act.None): number => micro(Access.WriteDirect, act);
const writeAbsolute = micro(Access.WriteAbsolute);
const directNext = (act: Act): number => micro(Access.DirectNext, act);
const absoluteNext = (act: Act): number => micro(Access.AbsoluteNext, act);
const address = [fetch(Act.AddrLow), fetch(Act.AddrHigh)];
const idles = (count: number): number[] => Array.from({ length: count }, () => idle());
const branchEnd = [idle(), idle(Act.TakeBranch)];

/** 256 rows of 16: the cycles after the opcode fetch, from column 1. Index 0 of the table stands for "fetch the next opcode". */
export function buildMicrocode(): Uint16Array {
  const table = new Uint16Array(4096);
  const op = (opcode: number, ...cycles: number[]): void => {
    if (table[(opcode << 4) | 1] !== 0) throw new Error('opcode ' + opcode.toString(16) + ' is described twice');
    cycles.forEach((cycle, i) => {
      table[((opcode << 4) | 1) + i] = i === cycles.length - 1 ? cycle | LAST : cycle;
    });
  };
  describeAlu(op);
  describeMoves(op);
  describeReadModifyWrite(op);
  describeBits(op);
  describeWords(op);
  describeFlow(op);
  describeRegisters(op);
  return table;
}

type Describe = (opcode: number, ...cycles: number[]) => void;

/** The accumulator's columns: OR, AND, EOR, CMP, ADC, SBC and, without the two-operand forms, MOV A. */
function describeAlu(op: Describe): void {
  const onA = [Act.OrA, Act.AndA, Act.EorA, Act.CmpA, Act.AdcA, Act.SbcA, Act.LoadA];
  const rows = [0x00, 0x20, 0x40, 0x60, 0x80, 0xa0, 0xe0];
  rows.forEach((row, i) => {
    const act = onA[i];
    op(row | 0x04, fetch(Act.Pointer), direct(act));
    op(row | 0x05, ...address, absolute(act));
    op(row | 0x06, dummy(), micro(Access.IndirectX, act));
    op(row | 0x07, fetch(Act.Pointer), idle(Act.PointerX), direct(Act.AddrLow), directNext(Act.AddrHigh), absolute(act));
    op(row | 0x08, fetch(act));
    op(row | 0x14, fetch(Act.Pointer), idle(Act.PointerX), direct(act));
    op(row | 0x15, ...address, idle(Act.AddrX), absolute(act));
    op(row | 0x16, ...address, idle(Act.AddrY), absolute(act));
    op(row | 0x17, fetch(Act.Pointer), idle(), direct(Act.AddrLow), directNext(Act.AddrHighY), absolute(act));
  });
  const onData = [Act.OrData, Act.AndData, Act.EorData, Act.CmpData, Act.AdcData, Act.SbcData];
  onData.forEach((act, i) => {
    const row = i << 5;
    const store = act === Act.CmpData ? idle() : writeDirect();
    op(row | 0x09, fetch(Act.Pointer), direct(Act.Data), fetch(Act.Pointer), direct(act), store);
    op(row | 0x18, fetch(Act.Data), fetch(Act.Pointer), direct(act), store);
    const storeX = act === Act.CmpData ? idle() : micro(Access.WriteIndirectX);
    op(row | 0x19, dummy(), micro(Access.IndirectY, Act.Data), micro(Access.IndirectX, act), storeX);
  });
  op(0xc8, fetch(Act.CmpX));
  op(0x3e, fetch(Act.Pointer), direct(Act.CmpX));
  op(0x1e, ...address, absolute(Act.CmpX));
  op(0xad, fetch(Act.CmpY));
  op(0x7e, fetch(Act.Pointer), direct(Act.CmpY));
  op(0x5e, ...address, absolute(Act.CmpY));
}

/** Loads of X and Y, all stores (each store first reads its target), memory to memory and register to register. */
function describeMoves(op: Describe): void {
  op(0xcd, fetch(Act.LoadX));
  op(0xf8, fetch(Act.Pointer), direct(Act.LoadX));
  op(0xf9, fetch(Act.Pointer), idle(Act.PointerY), direct(Act.LoadX));
  op(0xe9, ...address, absolute(Act.LoadX));
  op(0x8d, fetch(Act.LoadY));
  op(0xeb, fetch(Act.Pointer), direct(Act.LoadY));
  op(0xfb, fetch(Act.Pointer), idle(Act.PointerX), direct(Act.LoadY));
  op(0xec, ...address, absolute(Act.LoadY));
  op(0xbf, dummy(), micro(Access.IndirectX, Act.LoadAXInc), idle());

  op(0xc4, fetch(Act.Pointer), direct(Act.DataA), writeDirect());
  op(0xd8, fetch(Act.Pointer), direct(Act.DataX), writeDirect());
  op(0xcb, fetch(Act.Pointer), direct(Act.DataY), writeDirect());
  op(0xd4, fetch(Act.Pointer), idle(Act.PointerX), direct(Act.DataA), writeDirect());
  op(0xd9, fetch(Act.Pointer), idle(Act.PointerY), direct(Act.DataX), writeDirect());
  op(0xdb, fetch(Act.Pointer), idle(Act.PointerX), direct(Act.DataY), writeDirect());
  op(0xc5, ...address, absolute(Act.DataA), writeAbsolute);
  op(0xc9, ...address, absolute(Act.DataX), writeAbsolute);
  op(0xcc, ...address, absolute(Act.DataY), writeAbsolute);
  op(0xd5, ...address, idle(Act.AddrX), absolute(Act.DataA), writeAbsolute);
  op(0xd6, ...address, idle(Act.AddrY), absolute(Act.DataA), writeAbsolute);
  op(0xc6, dummy(), micro(Access.IndirectX, Act.DataA), micro(Access.WriteIndirectX));
  op(0xaf, dummy(), idle(Act.DataA), micro(Access.WriteIndirectX, Act.StoreXInc));
  op(
    0xc7,
    fetch(Act.Pointer),
    idle(Act.PointerX),
    direct(Act.AddrLow),
    directNext(Act.AddrHigh),
    absolute(Act.DataA),
    writeAbsolute,
  );
  op(
    0xd7,
    fetch(Act.Pointer),
    direct(Act.AddrLow),
    directNext(Act.AddrHigh),
    idle(Act.AddrY),
    absolute(Act.DataA),
    writeAbsolute,
  );

  op(0xfa, fetch(Act.Pointer), direct(Act.Data), fetch(Act.Pointer), writeDirect());
  op(0x8f, fetch(Act.Data), fetch(Act.Pointer), direct(), writeDirect());

  op(0x5d, dummy(Act.AToX));
  op(0x7d, dummy(Act.XToA));
  op(0x9d, dummy(Act.SpToX));
  op(0xbd, dummy(Act.XToSp));
  op(0xdd, dummy(Act.YToA));
  op(0xfd, dummy(Act.AToY));
}

function describeReadModifyWrite(op: Describe): void {
  const rows = [0x00, 0x20, 0x40, 0x60, 0x80, 0xa0];
  const onMemory = [Act.Asl, Act.Rol, Act.Lsr, Act.Ror, Act.Dec, Act.Inc];
  const onA = [Act.AslA, Act.RolA, Act.LsrA, Act.RorA, Act.DecA, Act.IncA];
  rows.forEach((row, i) => {
    const act = onMemory[i];
    op(row | 0x0b, fetch(Act.Pointer), direct(act), writeDirect());
    op(row | 0x0c, ...address, absolute(act), writeAbsolute);
    op(row | 0x1b, fetch(Act.Pointer), idle(Act.PointerX), direct(act), writeDirect());
    op(row | 0x1c, dummy(onA[i]));
  });
  op(0x1d, dummy(Act.DecX));
  op(0x3d, dummy(Act.IncX));
  op(0xdc, dummy(Act.DecY));
  op(0xfc, dummy(Act.IncY));
}

function describeBits(op: Describe): void {
  for (let bit = 0; bit < 8; bit++) {
    const row = bit << 5;
    for (const column of [0x02, 0x12]) op(row | column, fetch(Act.Pointer), direct(Act.BitSetClear), writeDirect());
    for (const column of [0x03, 0x13]) {
      op(row | column, fetch(Act.Pointer), direct(Act.Data), idle(), fetch(Act.BranchBit), ...branchEnd);
    }
  }
  const bitAddress = [fetch(Act.AddrLow), fetch(Act.AddrBit)];
  for (const opcode of [0x0a, 0x2a, 0x8a]) op(opcode, ...bitAddress, absolute(Act.BitCarry), idle());
  for (const opcode of [0x4a, 0x6a, 0xaa]) op(opcode, ...bitAddress, absolute(Act.BitCarry));
  op(0xca, ...bitAddress, absolute(Act.BitStore), idle(), writeAbsolute);
  op(0xea, ...bitAddress, absolute(Act.BitNot), writeAbsolute);
  op(0x0e, ...address, absolute(Act.TestSet), absolute(), writeAbsolute);
  op(0x4e, ...address, absolute(Act.TestClear), absolute(), writeAbsolute);
}

function describeWords(op: Describe): void {
  op(0xba, fetch(Act.Pointer), direct(Act.Data), idle(), directNext(Act.LoadWord));
  op(0x7a, fetch(Act.Pointer), direct(Act.Data), idle(), directNext(Act.AddWord));
  op(0x9a, fetch(Act.Pointer), direct(Act.Data), idle(), directNext(Act.SubWord));
  op(0x5a, fetch(Act.Pointer), direct(Act.Data), directNext(Act.CmpWord));
  for (const opcode of [0x1a, 0x3a]) {
    op(
      opcode,
      fetch(Act.Pointer),
      direct(Act.StepWordLow),
      writeDirect(),
      directNext(Act.StepWordHigh),
      micro(Access.WriteDirectNext),
    );
  }
  op(0xda, fetch(Act.Pointer), direct(Act.DataA), writeDirect(Act.DataY), micro(Access.WriteDirectNext));
}

function describeFlow(op: Describe): void {
  for (const opcode of [0x10, 0x30, 0x50, 0x70, 0x90, 0xb0, 0xd0, 0xf0]) op(opcode, fetch(Act.BranchFlag), ...branchEnd);
  op(0x2f, fetch(Act.BranchAlways), ...branchEnd);
  op(0x2e, fetch(Act.Pointer), direct(Act.Data), idle(), fetch(Act.BranchNotEqual), ...branchEnd);
  op(0xde, fetch(Act.Pointer), idle(Act.PointerX), direct(Act.Data), idle(), fetch(Act.BranchNotEqual), ...branchEnd);
  op(0x6e, fetch(Act.Pointer), direct(Act.DecData), writeDirect(), fetch(Act.BranchData), ...branchEnd);
  op(0xfe, dummy(), idle(), fetch(Act.BranchY), ...branchEnd);

  op(0x5f, fetch(Act.AddrLow), fetch(Act.Jump));
  op(0x1f, ...address, idle(Act.AddrX), absolute(Act.Data), absoluteNext(Act.JumpVector));
  const pushPc = [push(Act.DataPcLow), push()];
  op(0x3f, ...address, idle(Act.DataPcHigh), ...pushPc, idle(), idle(Act.JumpAddr));
  op(0x4f, fetch(Act.Pointer), idle(Act.DataPcHigh), ...pushPc, idle(Act.JumpPage));
  for (let vector = 0; vector < 16; vector++) {
    const opcode = (vector << 4) | 0x01;
    op(opcode, dummy(), idle(Act.DataPcHigh), ...pushPc, idle(Act.CallVector), absolute(Act.Data), absoluteNext(Act.JumpVector));
  }
  const pushAll = [push(Act.DataPcLow), push(Act.DataPsw), push()];
  op(0x0f, dummy(Act.DataPcHigh), ...pushAll, idle(Act.BreakVector), absolute(Act.Data), absoluteNext(Act.BreakJump));
  op(0x6f, dummy(), idle(), pull(Act.Data), pull(Act.JumpVector));
  op(0x7f, dummy(), idle(), pull(Act.PullPsw), pull(Act.Data), pull(Act.JumpVector));
  // SLEEP and STOP never end: nothing can wake the processor in this machine. [fullsnes: SPC700 CPU Jump/Control]
  for (const opcode of [0xef, 0xff]) op(opcode, dummy(), idle(Act.Halt));
}

function describeRegisters(op: Describe): void {
  op(0x0d, dummy(Act.DataPsw), push(), idle());
  op(0x2d, dummy(Act.DataA), push(), idle());
  op(0x4d, dummy(Act.DataX), push(), idle());
  op(0x6d, dummy(Act.DataY), push(), idle());
  op(0x8e, dummy(), idle(), pull(Act.PullPsw));
  op(0xae, dummy(), idle(), pull(Act.PullA));
  op(0xce, dummy(), idle(), pull(Act.PullX));
  op(0xee, dummy(), idle(), pull(Act.PullY));

  op(0x00, dummy());
  op(0x20, dummy(Act.ClearP));
  op(0x40, dummy(Act.SetP));
  op(0x60, dummy(Act.ClearC));
  op(0x80, dummy(Act.SetC));
  op(0xed, dummy(), idle(Act.NotC));
  op(0xa0, dummy(), idle(Act.EnableI));
  op(0xc0, dummy(), idle(Act.DisableI));
  op(0xe0, dummy(Act.ClearV));

  op(0xcf, dummy(), ...idles(6), idle(Act.Mul));
  op(0x9e, dummy(), ...idles(9), idle(Act.Div));
  op(0x9f, dummy(), ...idles(2), idle(Act.Xcn));
  op(0xdf, dummy(), idle(Act.Daa));
  op(0xbe, dummy(), idle(Act.Das));
}
