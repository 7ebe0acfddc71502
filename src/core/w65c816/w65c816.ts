import type { u8 } from '../types.ts';
import { Modify } from './alu.ts';
import { LowerOpcodes } from './lower-opcodes.ts';

/**
 * The instruction set of the 65C816 on an abstract bus: one call of `execute` is one instruction with all its bus cycles in order.
 * Every opcode is checked cycle by cycle against the single-step vectors (`npm run vectors`).
 */
export abstract class W65C816 extends LowerOpcodes {
  /** Fetches and executes one instruction. */
  protected execute(): void {
    const opcode = this.fetch();
    if (opcode < 0x80) this.executeLower(opcode);
    else this.executeUpper(opcode);
  }

  /** Opcodes $80 to $FF. */
  protected executeUpper(opcode: u8): void {
    switch (opcode) {
      case 0x80:
        this.branch(true);
        break;
      case 0x81:
        this.store(this.indexedIndirect(), this.a);
        break;
      case 0x82:
        this.brl();
        break;
      case 0x83:
        this.storeBank0(this.stackRelative(), this.a);
        break;
      case 0x84:
        this.storeIndexBank0(this.direct(), this.y);
        break;
      case 0x85:
        this.storeBank0(this.direct(), this.a);
        break;
      case 0x86:
        this.storeIndexBank0(this.direct(), this.x);
        break;
      case 0x87:
        this.store(this.indirectLong(), this.a);
        break;
      case 0x88:
        this.y = this.stepIndex(this.y, -1);
        break;
      case 0x89:
        this.bitImmediate(this.immediateM());
        break;
      case 0x8a:
        this.indexToA(this.x);
        break;
      case 0x8b:
        this.pushByWidth(this.dbr, 1);
        break;
      case 0x8c:
        this.storeIndex(this.absolute(), this.y);
        break;
      case 0x8d:
        this.store(this.absolute(), this.a);
        break;
      case 0x8e:
        this.storeIndex(this.absolute(), this.x);
        break;
      case 0x8f:
        this.store(this.absoluteLong(), this.a);
        break;
      case 0x90:
        this.branch(this.fC === 0);
        break;
      case 0x91:
        this.store(this.indirectIndexedWrite(), this.a);
        break;
      case 0x92:
        this.store(this.indirect(), this.a);
        break;
      case 0x93:
        this.store(this.stackRelativeIndexed(), this.a);
        break;
      case 0x94:
        this.storeIndexBank0(this.directIndexed(this.x), this.y);
        break;
      case 0x95:
        this.storeBank0(this.directIndexed(this.x), this.a);
        break;
      case 0x96:
        this.storeIndexBank0(this.directIndexed(this.y), this.x);
        break;
      case 0x97:
        this.store(this.indirectLongIndexed(), this.a);
        break;
      case 0x98:
        this.indexToA(this.y);
        break;
      case 0x99:
        this.store(this.absoluteIndexedWrite(this.y), this.a);
        break;
      case 0x9a:
        this.toStack(this.x);
        break;
      case 0x9b:
        this.y = this.toIndex(this.x);
        break;
      case 0x9c:
        this.store(this.absolute(), 0);
        break;
      case 0x9d:
        this.store(this.absoluteIndexedWrite(this.x), this.a);
        break;
      case 0x9e:
        this.store(this.absoluteIndexedWrite(this.x), 0);
        break;
      case 0x9f:
        this.store(this.absoluteLongIndexed(), this.a);
        break;
      case 0xa0:
        this.y = this.setIndexNZ(this.immediateX());
        break;
      case 0xa1:
        this.lda(this.loadM(this.indexedIndirect()));
        break;
      case 0xa2:
        this.x = this.setIndexNZ(this.immediateX());
        break;
      case 0xa3:
        this.lda(this.loadMBank0(this.stackRelative()));
        break;
      case 0xa4:
        this.y = this.setIndexNZ(this.loadXBank0(this.direct()));
        break;
      case 0xa5:
        this.lda(this.loadMBank0(this.direct()));
        break;
      case 0xa6:
        this.x = this.setIndexNZ(this.loadXBank0(this.direct()));
        break;
      case 0xa7:
        this.lda(this.loadM(this.indirectLong()));
        break;
      case 0xa8:
        this.y = this.toIndex(this.a);
        break;
      case 0xa9:
        this.lda(this.immediateM());
        break;
      case 0xaa:
        this.x = this.toIndex(this.a);
        break;
      case 0xab:
        this.plb();
        break;
      case 0xac:
        this.y = this.setIndexNZ(this.loadX(this.absolute()));
        break;
      case 0xad:
        this.lda(this.loadM(this.absolute()));
        break;
      case 0xae:
        this.x = this.setIndexNZ(this.loadX(this.absolute()));
        break;
      case 0xaf:
        this.lda(this.loadM(this.absoluteLong()));
        break;
      case 0xb0:
        this.branch(this.fC !== 0);
        break;
      case 0xb1:
        this.lda(this.loadM(this.indirectIndexedRead()));
        break;
      case 0xb2:
        this.lda(this.loadM(this.indirect()));
        break;
      case 0xb3:
        this.lda(this.loadM(this.stackRelativeIndexed()));
        break;
      case 0xb4:
        this.y = this.setIndexNZ(this.loadXBank0(this.directIndexed(this.x)));
        break;
      case 0xb5:
        this.lda(this.loadMBank0(this.directIndexed(this.x)));
        break;
      case 0xb6:
        this.x = this.setIndexNZ(this.loadXBank0(this.directIndexed(this.y)));
        break;
      case 0xb7:
        this.lda(this.loadM(this.indirectLongIndexed()));
        break;
      case 0xb8:
        this.idleImplied();
        this.fV = 0;
        break;
      case 0xb9:
        this.lda(this.loadM(this.absoluteIndexedRead(this.y)));
        break;
      case 0xba:
        this.x = this.toIndex(this.s);
        break;
      case 0xbb:
        this.x = this.toIndex(this.y);
        break;
      case 0xbc:
        this.y = this.setIndexNZ(this.loadX(this.absoluteIndexedRead(this.x)));
        break;
      case 0xbd:
        this.lda(this.loadM(this.absoluteIndexedRead(this.x)));
        break;
      case 0xbe:
        this.x = this.setIndexNZ(this.loadX(this.absoluteIndexedRead(this.y)));
        break;
      case 0xbf:
        this.lda(this.loadM(this.absoluteLongIndexed()));
        break;
      case 0xc0:
        this.cpx(this.y, this.immediateX());
        break;
      case 0xc1:
        this.cmp(this.loadM(this.indexedIndirect()));
        break;
      case 0xc2:
        this.rep();
        break;
      case 0xc3:
        this.cmp(this.loadMBank0(this.stackRelative()));
        break;
      case 0xc4:
        this.cpx(this.y, this.loadXBank0(this.direct()));
        break;
      case 0xc5:
        this.cmp(this.loadMBank0(this.direct()));
        break;
      case 0xc6:
        this.modifyBank0(Modify.Dec, this.direct());
        break;
      case 0xc7:
        this.cmp(this.loadM(this.indirectLong()));
        break;
      case 0xc8:
        this.y = this.stepIndex(this.y, 1);
        break;
      case 0xc9:
        this.cmp(this.immediateM());
        break;
      case 0xca:
        this.x = this.stepIndex(this.x, -1);
        break;
      case 0xcb:
        this.wai();
        break;
      case 0xcc:
        this.cpx(this.y, this.loadX(this.absolute()));
        break;
      case 0xcd:
        this.cmp(this.loadM(this.absolute()));
        break;
      case 0xce:
        this.modify(Modify.Dec, this.absolute());
        break;
      case 0xcf:
        this.cmp(this.loadM(this.absoluteLong()));
        break;
      case 0xd0:
        this.branch(this.fZ === 0);
        break;
      case 0xd1:
        this.cmp(this.loadM(this.indirectIndexedRead()));
        break;
      case 0xd2:
        this.cmp(this.loadM(this.indirect()));
        break;
      case 0xd3:
        this.cmp(this.loadM(this.stackRelativeIndexed()));
        break;
      case 0xd4:
        this.pei();
        break;
      case 0xd5:
        this.cmp(this.loadMBank0(this.directIndexed(this.x)));
        break;
      case 0xd6:
        this.modifyBank0(Modify.Dec, this.directIndexed(this.x));
        break;
      case 0xd7:
        this.cmp(this.loadM(this.indirectLongIndexed()));
        break;
      case 0xd8:
        this.idleImplied();
        this.fD = 0;
        break;
      case 0xd9:
        this.cmp(this.loadM(this.absoluteIndexedRead(this.y)));
        break;
      case 0xda:
        this.pushByWidth(this.x, this.fX);
        break;
      case 0xdb:
        this.stp();
        break;
      case 0xdc:
        this.jmlIndirect();
        break;
      case 0xdd:
        this.cmp(this.loadM(this.absoluteIndexedRead(this.x)));
        break;
      case 0xde:
        this.modify(Modify.Dec, this.absoluteIndexedWrite(this.x));
        break;
      case 0xdf:
        this.cmp(this.loadM(this.absoluteLongIndexed()));
        break;
      case 0xe0:
        this.cpx(this.x, this.immediateX());
        break;
      case 0xe1:
        this.sbc(this.loadM(this.indexedIndirect()));
        break;
      case 0xe2:
        this.sep();
        break;
      case 0xe3:
        this.sbc(this.loadMBank0(this.stackRelative()));
        break;
      case 0xe4:
        this.cpx(this.x, this.loadXBank0(this.direct()));
        break;
      case 0xe5:
        this.sbc(this.loadMBank0(this.direct()));
        break;
      case 0xe6:
        this.modifyBank0(Modify.Inc, this.direct());
        break;
      case 0xe7:
        this.sbc(this.loadM(this.indirectLong()));
        break;
      case 0xe8:
        this.x = this.stepIndex(this.x, 1);
        break;
      case 0xe9:
        this.sbc(this.immediateM());
        break;
      case 0xea:
        this.idleImplied();
        break;
      case 0xeb:
        this.xba();
        break;
      case 0xec:
        this.cpx(this.x, this.loadX(this.absolute()));
        break;
      case 0xed:
        this.sbc(this.loadM(this.absolute()));
        break;
      case 0xee:
        this.modify(Modify.Inc, this.absolute());
        break;
      case 0xef:
        this.sbc(this.loadM(this.absoluteLong()));
        break;
      case 0xf0:
        this.branch(this.fZ !== 0);
        break;
      case 0xf1:
        this.sbc(this.loadM(this.indirectIndexedRead()));
        break;
      case 0xf2:
        this.sbc(this.loadM(this.indirect()));
        break;
      case 0xf3:
        this.sbc(this.loadM(this.stackRelativeIndexed()));
        break;
      case 0xf4:
        this.pea();
        break;
      case 0xf5:
        this.sbc(this.loadMBank0(this.directIndexed(this.x)));
        break;
      case 0xf6:
        this.modifyBank0(Modify.Inc, this.directIndexed(this.x));
        break;
      case 0xf7:
        this.sbc(this.loadM(this.indirectLongIndexed()));
        break;
      case 0xf8:
        this.idleImplied();
        this.fD = 1;
        break;
      case 0xf9:
        this.sbc(this.loadM(this.absoluteIndexedRead(this.y)));
        break;
      case 0xfa:
        this.x = this.pullByWidth(this.fX);
        break;
      case 0xfb:
        this.xce();
        break;
      case 0xfc:
        this.jsrIndexedIndirect();
        break;
      case 0xfd:
        this.sbc(this.loadM(this.absoluteIndexedRead(this.x)));
        break;
      case 0xfe:
        this.modify(Modify.Inc, this.absoluteIndexedWrite(this.x));
        break;
      default:
        this.sbc(this.loadM(this.absoluteLongIndexed()));
    }
  }
}
