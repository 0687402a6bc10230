--------------------------------- MODULE Cut ----------------------------------
(* The egress cut: one security group, one store, several instances.  Each of the
   original rules has an id that EC2 never gives twice.  The narrower rules are
   one rule here, marked with the obligation that added them.

     ADDING       prepare-cut: the originals are recorded; add the narrower rules
     CUTTING      cut-egress: commit which ids are meant to be revoked, then revoke
                  them by id; hold-cut
     DISCHARGING  restore-egress, step by step: burn, giveBack, removeNarrower
     CLOSED       no id that was ever meant to be revoked is there, each of those
                  originals is allowed again, nothing with our mark is left

   A frozen instance takes no step; a call that was sent is in `net' until it
   arrives.  A revoke may arrive any number of times, at any time, and may even do
   its work for some of its ids only; the others arrive once, save `dup'.          *)
EXTENDS Naturals, FiniteSets, TLC
CONSTANTS
  Inst, Wf,      \* instances; workflows, each with one obligation on the same group
  Rules,         \* original rules that the cut takes away
  RevokeBy,      \* "id" | "content"                                (naive: content)
  CloseWhen,     \* "burned" | "restored": what must be read to close  (naive: restored)
  OneCall,       \* all ids in one call, or one call and one intent after the other
  Partial,       \* a revoke works for the ids that are there; else as a whole or not
  LeaseCheck,    \* ask again for the version right before sending    (naive, if alone)
  Watch,         \* keep watching for a while before CLOSED           (naive, if alone)
  Sentinel,      \* removes, by id, what closed obligations marked
  OwnMark,       \* only rules with our own mark count as ours        (naive: FALSE)
  Alone,         \* a sweeper discharges without the workflow
  ObVersion,     \* every commit names the obligation's version too   (naive: FALSE)
  MaxTake, MaxCrash, MaxFreeze, MaxDup, MaxThird, MaxCancel, MaxStore, MaxDamage, MaxId
VARIABLES
  wf, ob,                          \* the store: workflow rows, obligation rows
  orig, narrow, mark, nextId,      \* EC2: id of each original (0: none), of the narrower
  net,                             \* calls under way
  pc, job, curW, curO, view, msg, frozen,     \* instances
  storeUp, bud, third
vars == <<wf, ob, orig, narrow, mark, nextId, net, pc, job, curW, curO, view, msg, frozen, storeUp, bud, third>>
store == <<wf, ob>>
aws == <<orig, narrow, mark, nextId>>
inst == <<pc, job, curW, curO, view, msg>>

Open == {"ADDING", "CUTTING", "DISCHARGING"}
NoJob == [w |-> 0, role |-> "-"]
NoMsg == [op |-> "-", ids |-> {}, of |-> 0, w |-> 0, by |-> 0]
NoRow == [st |-> "NONE", rec |-> [k \in Rules |-> 0], rev |-> {}]
NoView == [orig |-> [k \in Rules |-> 0], narrow |-> 0, mark |-> 0, row |-> NoRow]
Call(op, ids, of, w, i) == [op |-> op, ids |-> ids, of |-> of, w |-> w, by |-> i]

Init ==
  /\ wf = [w \in Wf |-> [cancel |-> FALSE, end |-> FALSE, damaged |-> FALSE]]
  /\ ob = [w \in Wf |-> NoRow]
  /\ orig = [k \in Rules |-> k] /\ narrow = 0 /\ mark = 0 /\ nextId = Cardinality(Rules) + 1
  /\ net = {} /\ pc = [i \in Inst |-> "idle"] /\ job = [i \in Inst |-> NoJob]
  /\ curW = [i \in Inst |-> FALSE] /\ curO = [i \in Inst |-> FALSE]
  /\ view = [i \in Inst |-> NoView] /\ msg = [i \in Inst |-> NoMsg]
  /\ frozen = [i \in Inst |-> FALSE] /\ storeUp = TRUE /\ third = FALSE
  /\ bud = [take |-> MaxTake, crash |-> MaxCrash, freeze |-> MaxFreeze, dup |-> MaxDup,
            third |-> MaxThird, cancel |-> MaxCancel, store |-> MaxStore, damage |-> MaxDamage]

(* ---- versions: nobody has committed that row since this instance read it -------- *)
Committed(flags, i, w) == [j \in Inst |-> IF j = i THEN TRUE ELSE IF job[j].w = w THEN FALSE ELSE flags[j]]
(* an owner's commit names both versions, a lone sweeper's the obligation's only *)
May(i) == /\ job[i].role = "owner" => curW[i]
          /\ ObVersion => curO[i]
(* claims: one obligation that is not closed on the group *)
Claimed(w) == \E v \in Wf \ {w} : ob[v].st \in Open

(* ---- who works: the workflow's owner ----------------------------------------------- *)
Owns(i, w) == job[i] = [w |-> w, role |-> "owner"] /\ curW[i]
Orphan(w) == \A i \in Inst : ~Owns(i, w) \/ frozen[i]
TakeOver(i, w) ==
  /\ storeUp /\ ~frozen[i] /\ pc[i] = "idle" /\ ~wf[w].end /\ ~wf[w].damaged
  /\ ob[w].st = "NONE" => ~Claimed(w)
  /\ \/ Orphan(w) /\ UNCHANGED bud
     \/ ~Orphan(w) /\ bud.take > 0 /\ bud' = [bud EXCEPT !.take = @ - 1]     \* declared dead
  /\ curW' = Committed(curW, i, w) /\ curO' = [curO EXCEPT ![i] = FALSE]
  /\ job' = [job EXCEPT ![i] = [w |-> w, role |-> "owner"]] /\ pc' = [pc EXCEPT ![i] = "look"]
  /\ UNCHANGED <<store, aws, net, view, msg, frozen, storeUp, third>>
(* ... or, once it is overdue, any number of sweepers on the obligation alone *)
SweepAlone(i, w) ==
  /\ Alone /\ storeUp /\ ~frozen[i] /\ pc[i] = "idle" /\ ob[w].st \in Open
  /\ job' = [job EXCEPT ![i] = [w |-> w, role |-> "sweeper"]] /\ pc' = [pc EXCEPT ![i] = "look"]
  /\ curW' = [curW EXCEPT ![i] = FALSE] /\ curO' = [curO EXCEPT ![i] = FALSE]
  /\ UNCHANGED <<store, aws, net, view, msg, frozen, storeUp, bud, third>>
(* a person cancels, or the sweeper closes the overdue workflow *)
Cancel(w) ==
  /\ storeUp /\ bud.cancel > 0 /\ ~wf[w].end /\ ~wf[w].cancel
  /\ wf' = [wf EXCEPT ![w].cancel = TRUE] /\ bud' = [bud EXCEPT !.cancel = @ - 1]
  /\ UNCHANGED <<ob, aws, net, inst, frozen, storeUp, third>>
(* the workflow's row cannot be read any more: nobody takes it over *)
Damage(w) ==
  /\ bud.damage > 0 /\ ~wf[w].end /\ ob[w].st \in Open
  /\ wf' = [wf EXCEPT ![w].damaged = TRUE] /\ bud' = [bud EXCEPT !.damage = @ - 1]
  /\ UNCHANGED <<ob, aws, net, inst, frozen, storeUp, third>>

(* ---- one instance at work: look -> commit the intent -> (check) -> send, and again -- *)
Look(i) ==          \* the obligation first, then the rules
  /\ ~frozen[i] /\ pc[i] = "look" /\ storeUp
  /\ view' = [view EXCEPT ![i] = [orig |-> orig, narrow |-> narrow, mark |-> mark, row |-> ob[job[i].w]]]
  /\ curO' = [curO EXCEPT ![i] = TRUE] /\ pc' = [pc EXCEPT ![i] = "commit"]
  /\ UNCHANGED <<store, aws, net, job, curW, msg, frozen, storeUp, bud, third>>

Drop(i) ==
  /\ pc' = [pc EXCEPT ![i] = "idle"] /\ job' = [job EXCEPT ![i] = NoJob]
  /\ curW' = [curW EXCEPT ![i] = FALSE] /\ curO' = [curO EXCEPT ![i] = FALSE]
  /\ view' = [view EXCEPT ![i] = NoView] /\ msg' = [msg EXCEPT ![i] = NoMsg]
Write(i, w, row) ==
  /\ ob' = [ob EXCEPT ![w] = row] /\ curO' = Committed(curO, i, w)
  /\ curW' = IF job[i].role = "owner" THEN Committed(curW, i, w) ELSE curW
  /\ view' = [view EXCEPT ![i] = NoView] /\ UNCHANGED <<wf, job>>
Intend(i, w, row, call) ==
  /\ Write(i, w, row) /\ msg' = [msg EXCEPT ![i] = call]
  /\ pc' = [pc EXCEPT ![i] = IF LeaseCheck THEN "check" ELSE "send"]
MoveOn(i, w, row) == Write(i, w, row) /\ pc' = [pc EXCEPT ![i] = "look"] /\ UNCHANGED msg
LookAgain(i) ==
  /\ pc' = [pc EXCEPT ![i] = "look"] /\ view' = [view EXCEPT ![i] = NoView]
  /\ UNCHANGED <<store, job, curW, curO, msg>>
End(i, w) == wf' = [wf EXCEPT ![w].end = TRUE] /\ UNCHANGED ob /\ Drop(i)

There(r, v) == {k \in Rules : v.orig[k] # 0 /\ v.orig[k] = r.rec[k]}    \* originals, by id
Least(S) == CHOOSE x \in S : \A y \in S : x <= y
Some(S) == IF OneCall THEN S ELSE {Least(S)}
Narrowed(v, w) == v.narrow # 0 /\ (OwnMark => v.mark = w)
Leftover(v, w) == OwnMark /\ v.narrow # 0 /\ v.mark # w
(* the same whoever sends it: it may arrive any number of times anyway *)
Revoke(r, ks, w) == Call("revoke", {r.rec[k] : k \in ks}, Least(ks), w, 0)
Remove(v, w, i) == Call("remove", {v.narrow}, 0, w, i)
Narrow(w, i) == Call("narrow", {}, 0, w, i)

Adding(i, w, r, v) ==
  IF Leftover(v, w) THEN Intend(i, w, r, Remove(v, w, i))
  ELSE IF ~Narrowed(v, w) THEN Intend(i, w, r, Narrow(w, i))
  ELSE IF There(r, v) = {} THEN MoveOn(i, w, [r EXCEPT !.st = "DISCHARGING"])
  ELSE LET ks == Some(There(r, v)) IN
       Intend(i, w, [r EXCEPT !.st = "CUTTING", !.rev = ks], Revoke(r, ks, w))
Cutting(i, w, r, v) ==
  IF There(r, v) # {} /\ Narrowed(v, w)
  THEN LET ks == Some(There(r, v)) IN
       Intend(i, w, [r EXCEPT !.rev = @ \cup ks], Revoke(r, ks, w))
  ELSE MoveOn(i, w, [r EXCEPT !.st = "DISCHARGING"])       \* in force and used, or withdrawn
Discharging(i, w, r, v) ==                                 \* Restoration.next
  LET burning == There(r, v) \cap r.rev
      missing == {k \in r.rev : v.orig[k] = 0} IN
  IF Leftover(v, w) THEN Intend(i, w, r, Remove(v, w, i))
  ELSE IF CloseWhen = "burned" /\ burning # {}
  THEN IF Narrowed(v, w) THEN Intend(i, w, r, Revoke(r, burning, w)) ELSE Intend(i, w, r, Narrow(w, i))
  ELSE IF missing # {} THEN Intend(i, w, r, Call("giveBack", {}, Least(missing), w, i))
  ELSE IF Narrowed(v, w) THEN Intend(i, w, r, Remove(v, w, i))
  ELSE MoveOn(i, w, [r EXCEPT !.st = IF Watch THEN "WATCHING" ELSE "CLOSED"])

Commit(i) ==
  LET w == job[i].w   v == view[i]   r == v.row   owner == job[i].role = "owner" IN
  /\ ~frozen[i] /\ pc[i] = "commit" /\ storeUp
  /\ UNCHANGED <<aws, net, frozen, storeUp, bud, third>>
  /\ IF owner /\ ~curW[i] THEN Drop(i) /\ UNCHANGED store              \* another owner
     ELSE IF ~May(i) THEN LookAgain(i)                                 \* a sweeper was there
     ELSE CASE r.st = "CLOSED" -> IF owner THEN End(i, w) ELSE Drop(i) /\ UNCHANGED store
       [] r.st = "NONE" ->
            IF wf[w].cancel \/ \E k \in Rules : v.orig[k] = 0 THEN End(i, w)
            ELSE IF Claimed(w) THEN Drop(i) /\ UNCHANGED store
            ELSE MoveOn(i, w, [r EXCEPT !.st = "ADDING", !.rec = v.orig])
       [] r.st \in {"ADDING", "CUTTING"} /\ (wf[w].cancel \/ ~owner) ->
            Discharging(i, w, [r EXCEPT !.st = "DISCHARGING"], v)      \* with its first step
       [] r.st = "ADDING" /\ ~wf[w].cancel /\ owner -> Adding(i, w, r, v)
       [] r.st = "CUTTING" /\ ~wf[w].cancel /\ owner -> Cutting(i, w, r, v)
       [] r.st = "DISCHARGING" -> Discharging(i, w, r, v)
       [] r.st = "WATCHING" ->           \* naive: the period ends at any time
            IF \E k \in r.rev : v.orig[k] = 0 THEN MoveOn(i, w, [r EXCEPT !.st = "DISCHARGING"])
            ELSE MoveOn(i, w, [r EXCEPT !.st = "CLOSED"])

Check(i) ==
  /\ ~frozen[i] /\ pc[i] = "check" /\ storeUp
  /\ IF May(i) THEN pc' = [pc EXCEPT ![i] = "send"] /\ UNCHANGED <<job, curW, curO, view, msg>>
               ELSE Drop(i)
  /\ UNCHANGED <<store, aws, net, frozen, storeUp, bud, third>>
(* Answers are not believed: after sending it looks, whether or not the call has arrived. *)
Send(i) ==
  /\ ~frozen[i] /\ pc[i] = "send" /\ net' = net \cup {msg[i]}
  /\ pc' = [pc EXCEPT ![i] = IF job[i] = NoJob THEN "idle" ELSE "look"]
  /\ msg' = [msg EXCEPT ![i] = NoMsg]
  /\ UNCHANGED <<store, aws, job, curW, curO, view, frozen, storeUp, bud, third>>
Sentry(i) ==
  /\ Sentinel /\ storeUp /\ ~frozen[i] /\ pc[i] = "idle"
  /\ narrow # 0 /\ mark # 0 /\ ob[mark].st = "CLOSED"
  /\ msg' = [msg EXCEPT ![i] = Call("remove", {narrow}, 0, 0, i)] /\ pc' = [pc EXCEPT ![i] = "send"]
  /\ UNCHANGED <<store, aws, net, job, curW, curO, view, frozen, storeUp, bud, third>>

(* ---- EC2 ------------------------------------------------------------------------------ *)
Ids == {orig[k] : k \in Rules} \ {0}
Hit(m) ==         \* rules that a revoke takes away
  IF RevokeBy = "content" THEN {k \in Rules : \E x \in m.ids : ob[m.w].rec[k] = x /\ orig[k] # 0}
  ELSE IF Partial \/ m.ids \subseteq Ids THEN {k \in Rules : orig[k] \in m.ids} ELSE {}
Apply(m) ==
  CASE m.op = "narrow" -> IF narrow = 0 THEN narrow' = nextId /\ mark' = m.w /\ nextId' = nextId + 1 /\ UNCHANGED orig
                          ELSE UNCHANGED aws                                        \* Duplicate
    [] m.op = "remove" -> IF narrow # 0 /\ (RevokeBy = "id" => narrow \in m.ids)
                          THEN narrow' = 0 /\ mark' = 0 /\ UNCHANGED <<orig, nextId>> ELSE UNCHANGED aws
    [] m.op = "revoke" -> orig' = [k \in Rules |-> IF k \in Hit(m) THEN 0 ELSE orig[k]]
                          /\ UNCHANGED <<narrow, mark, nextId>>
    [] m.op = "giveBack" -> IF orig[m.of] = 0
                            THEN orig' = [orig EXCEPT ![m.of] = nextId] /\ nextId' = nextId + 1
                                 /\ UNCHANGED <<narrow, mark>>
                            ELSE UNCHANGED aws                                      \* Duplicate
Again(m) == m.op = "revoke" /\ RevokeBy = "id"
Deliver(m) ==
  /\ m \in net /\ Apply(m) /\ net' = IF Again(m) THEN net ELSE net \ {m}
  /\ UNCHANGED <<store, inst, frozen, storeUp, bud, third>>
DeliverTwice(m) ==
  /\ m \in net /\ ~Again(m) /\ bud.dup > 0 /\ Apply(m) /\ bud' = [bud EXCEPT !.dup = @ - 1]
  /\ UNCHANGED <<store, net, inst, frozen, storeUp, third>>
Lose(m) ==
  /\ m \in net /\ bud.dup > 0 /\ net' = net \ {m} /\ bud' = [bud EXCEPT !.dup = @ - 1]
  /\ UNCHANGED <<store, aws, inst, frozen, storeUp, third>>

(* ---- the world ------------------------------------------------------------------------- *)
Crash(i) ==
  /\ bud.crash > 0 /\ pc[i] # "idle" /\ bud' = [bud EXCEPT !.crash = @ - 1]
  /\ Drop(i) /\ frozen' = [frozen EXCEPT ![i] = FALSE]
  /\ UNCHANGED <<store, aws, net, storeUp, third>>
Freeze(i) ==
  /\ bud.freeze > 0 /\ \A j \in Inst : ~frozen[j]
  /\ frozen' = [frozen EXCEPT ![i] = TRUE] /\ bud' = [bud EXCEPT !.freeze = @ - 1]
  /\ UNCHANGED <<store, aws, net, inst, storeUp, third>>
Thaw(i) == /\ frozen[i] /\ frozen' = [frozen EXCEPT ![i] = FALSE]
           /\ UNCHANGED <<store, aws, net, inst, storeUp, bud, third>>
StoreDown == /\ storeUp /\ bud.store > 0 /\ storeUp' = FALSE /\ bud' = [bud EXCEPT !.store = @ - 1]
             /\ UNCHANGED <<store, aws, net, inst, frozen, third>>
StoreBack == /\ ~storeUp /\ storeUp' = TRUE
             /\ UNCHANGED <<store, aws, net, inst, frozen, bud, third>>
(* others add an original that is gone, or write it anew (Terraform: delete and create) *)
ThirdWrites(k) ==
  /\ bud.third > 0 /\ bud' = [bud EXCEPT !.third = @ - 1]
  /\ orig' = [orig EXCEPT ![k] = nextId] /\ nextId' = nextId + 1
  /\ UNCHANGED <<store, narrow, mark, net, inst, frozen, storeUp, third>>
ThirdRemovesNarrow ==
  /\ bud.third > 0 /\ bud' = [bud EXCEPT !.third = @ - 1]
  /\ narrow # 0 /\ (\A k \in Rules : orig[k] # 0) /\ narrow' = 0 /\ mark' = 0 /\ third' = TRUE
  /\ UNCHANGED <<store, orig, nextId, net, inst, frozen, storeUp>>

Next ==
  \/ \E i \in Inst : Look(i) \/ Commit(i) \/ Check(i) \/ Send(i) \/ Sentry(i) \/ Crash(i) \/ Freeze(i) \/ Thaw(i)
  \/ \E i \in Inst, w \in Wf : TakeOver(i, w) \/ SweepAlone(i, w)
  \/ \E w \in Wf : Cancel(w) \/ Damage(w)
  \/ \E m \in net : Deliver(m) \/ DeliverTwice(m) \/ Lose(m)
  \/ StoreDown \/ StoreBack \/ (\E k \in Rules : ThirdWrites(k)) \/ ThirdRemovesNarrow
  \/ (\A w \in Wf : wf[w].end \/ (wf[w].damaged /\ ob[w].st = "CLOSED")) /\ UNCHANGED vars
Spec == Init /\ [][Next]_vars
LiveSpec ==
  /\ Spec
  /\ \A i \in Inst : WF_vars(Look(i)) /\ WF_vars(Commit(i)) /\ WF_vars(Check(i)) /\ WF_vars(Send(i)) /\ SF_vars(Sentry(i))
  /\ \A w \in Wf : SF_vars(\E i \in Inst : TakeOver(i, w)) /\ SF_vars(\E i \in Inst : SweepAlone(i, w))
  /\ WF_vars(StoreBack)
  /\ WF_vars(\E m \in net : Deliver(m))
Bound == nextId <= MaxId

(* ---- what must hold ---------------------------------------------------------------------- *)
(* an original is missing only while an obligation owes giving that very one back *)
CutIsOwed == \A k \in Rules : orig[k] = 0 => \E w \in Wf : ob[w].st \in Open /\ k \in ob[w].rev
CutIsOwedOrWatched == \A k \in Rules : orig[k] = 0 => \E w \in Wf : ob[w].st \in Open \cup {"WATCHING"} /\ k \in ob[w].rev
(* nothing else than the source is ever cut, unless others took our narrower rules away *)
NoOutage == third \/ narrow # 0 \/ \A k \in Rules : orig[k] # 0
EndOwesNothing == \A w \in Wf : wf[w].end => ob[w].st \in {"NONE", "CLOSED"}
OneOpen == Cardinality({w \in Wf : ob[w].st \in Open}) <= 1
NeverCut == ~(narrow # 0 /\ \A k \in Rules : orig[k] = 0)         \* sanity: must be violated
Restored == <>[](narrow = 0 /\ \A k \in Rules : orig[k] # 0)
AllEnd == \A w \in Wf : <>(wf[w].end)
AllClosed == \A w \in Wf : <>(ob[w].st = "CLOSED" \/ (wf[w].end /\ ob[w].st = "NONE"))
(* instances are alike: safety needs to look at one of each pair of mirrored states only *)
Alike == Permutations(Inst)
==================================================================================
