var us=Object.defineProperty;var hs=Object.getOwnPropertyDescriptor;var g=(n,t,e,r)=>{for(var i=r>1?void 0:r?hs(t,e):t,s=n.length-1,o;s>=0;s--)(o=n[s])&&(i=(r?o(t,e,i):o(i))||i);return r&&i&&us(t,e,i),i};var I=class extends Error{constructor(e,r=null){super(e);this.status=r;this.name="ApiError"}};function K(n){return n instanceof Error?n.message:String(n)}var de=["error","warning","notice","ok","unknown"];function _(n){return`${n.run}\0${n.tag}`}var ms=1,fs=new Map([["NaN",Number.NaN],["Infinity",Number.POSITIVE_INFINITY],["-Infinity",Number.NEGATIVE_INFINITY]]),gs=["last_value","expected_value","applied_value"];function Hr(n){let t=n;if(!Array.isArray(t?.series))throw new I("TensorBoard sent a list of diagnoses that this page cannot read.");if(t.version!==ms)throw new I("The plugin was updated while this page was open. Reload the page.");for(let e of t.series){let r=e;for(let i of gs)r[i]=lt(r[i]);Object.assign(e,{key:_(e)})}return t}function Ur(n){let{sparklines:t}=n;return new Map(t.map(e=>[_(e),Fe(e,"logged","expected")]))}function zr(n){let t=n;if(!t?.points)throw new I("TensorBoard sent a diagnosis that this page cannot read.");let e=["points","curve","inferred_curve","explained"],{inferred:r}=t;return{...Fe(t,"logged","expected","applied_value","evidence","next_change",...e),inferred:r&&Fe(r,"residual"),key:_(t)}}function Wr(n){return Fe(n,"curve","rate_at_end","parameters")}function jr(n){let t=n,e=["points","start","peak","first_change","end"];return{...t,plans:t.plans.map(r=>Fe(r,...e))}}function Fe(n,...t){let e=t.map(r=>[r,lt(n[r])]);return{...n,...Object.fromEntries(e)}}function lt(n){return typeof n=="string"?fs.get(n)??n:Array.isArray(n)?n.map(lt):typeof n!="object"||n===null?n:Object.fromEntries(Object.entries(n).map(([t,e])=>[t,lt(e)]))}var bs=3e4,ys=20,Kr="./diagnoses",dt=class{constructor(t=(e,r)=>globalThis.fetch(e,r)){this.fetch=t;this.kept=new Map}diagnoses(){return this.get(Kr,Hr)}series(t,e){return this.get(ct(t),zr,e)}sparklines(t){return this.ask(`./sparklines?${t.map(pt).join("&")}`,Ur)}async plan(t,e){let r=await this.request("./plan",void 0,e,JSON.stringify(t));if(!r.ok)throw new I(await Yt(r),r.status);return jr(await Zt(r))}runs(){return this.ask("../../runs",t=>t)}preview(t,e,r){return this.ask(vs(t,e),Wr,r)}async ask(t,e,r){let i=await this.request(t,void 0,r);if(!i.ok)throw new I(await Yt(i),i.status);return e(await Zt(i))}keptSeries(t){return this.kept.get(ct(t))?.value??null}async get(t,e,r){let i=this.kept.get(t),s=await this.request(t,i?.etag,r);if(s.status===304&&i)return{value:i.value,changed:!1};if(!s.ok)throw new I(await Yt(s),s.status);let o=e(await Zt(s));return this.keep(t,s.headers.get("ETag"),o),{value:o,changed:!0}}async request(t,e,r,i){let s=new AbortController,o=()=>s.abort();r?.addEventListener("abort",o);let a=setTimeout(o,bs);try{return await this.fetch(t,{...i!==void 0&&{method:"POST",body:i},headers:e?{"If-None-Match":e}:{},cache:"no-store",signal:s.signal})}catch(l){throw r?.aborted?l:new I("TensorBoard does not answer.")}finally{clearTimeout(a),r?.removeEventListener("abort",o)}}keep(t,e,r){if(this.kept.delete(t),e===null)return;this.kept.set(t,{etag:e,value:r});let i=[...this.kept.keys()].filter(s=>s!==Kr);for(let s of i.slice(0,-ys))this.kept.delete(s)}};function ct(n){return`./series?${pt(n)}`}function Br(n){return`./points.csv?${pt(n)}`}function vs(n,{schedule:t,settings:e,totalSteps:r}){let i=Object.entries({schedule:t,settings:e,total_steps:r}).filter(([,s])=>s!==null).map(([s,o])=>`&${s}=${encodeURIComponent(JSON.stringify(o))}`);return`./preview?${pt(n)}${i.join("")}`}function pt({run:n,tag:t}){return`run=${encodeURIComponent(n)}&tag=${encodeURIComponent(t)}`}async function Zt(n){try{return await n.json()}catch{throw new I("TensorBoard sent an answer that is not JSON.",n.status)}}async function Yt(n){return(await n.json().catch(()=>null))?.error??`TensorBoard refused the request (status ${n.status}).`}var ee='Roboto, "Helvetica Neue", Arial, sans-serif',Te=`11px ${ee}`,ut=28;function He(n){return{logged:{colour:n.logged,width:3,hasDots:!0},expected:{colour:n.expected,width:1.5,dash:[7,5]},edited:{colour:n.edited,width:2,dash:[10,3,2,3]},explained:{colour:n.explained,width:1.5,dash:[3,7]},inferred:{colour:n.inferred,width:1.25,dash:[2,3]}}}var Vr="lr_diagnostics",ht=`p.${Vr}.`;function xs(n){let t={};for(let e of Gr(n)){let[r,i]=qr(e);r.startsWith(ht)&&(t[r.slice(ht.length)]=i)}return t}function ws(n,t){let e=Gr(n).filter(i=>!qr(i)[0].startsWith(ht)),r=Object.entries(t).map(([i,s])=>`${encodeURIComponent(ht+i)}=${encodeURIComponent(s)}`);return`#${[...e.length>0?e:[Vr],...r].join("&")}`}var mt=class{constructor(t){this.shown=$s(t)}get href(){return this.shown.location.href}get runFilter(){return new URLSearchParams(this.shown.location.search).get("runFilter")??""}read(){return xs(this.shown.location.hash)}write(t,e){let{history:r,location:i}=this.shown,s=ws(i.hash,t);if(s===i.hash)return;let o=`${i.pathname}${i.search}${s}`;r[e?"pushState":"replaceState"](r.state,"",o)}watch(t){this.shown.addEventListener("hashchange",t)}};function $s(n){try{return n.parent.location.hash,n.parent}catch{return n}}function Gr(n){return n.replace(/^#/,"").split("&").filter(Boolean)}function qr(n){let t=n.indexOf("=");return t<0?[Jt(n),""]:[Jt(n.slice(0,t)),Jt(n.slice(t+1))]}function Jt(n){try{return decodeURIComponent(n)}catch{return n}}var Ss="experimental.DataReloaded",ks="experimental.RunsChanged";function Rs(n,t){n.onmessage=e=>{let r=Es(e.data);!r||r.isReply||(n.postMessage(JSON.stringify({type:r.type,id:r.id,payload:null,error:null,isReply:!0})),(r.type===Ss||r.type===ks)&&t())}}function Zr(n,t){if(n.parent===n)return;let e=new MessageChannel;Rs(e.port1,t),n.parent.postMessage("experimental.bootstrap","*",[e.port2])}function Es(n){if(typeof n!="string")return null;try{let t=JSON.parse(n);return typeof t?.type!="string"||typeof t.id!="number"?null:{type:t.type,id:t.id,isReply:t.isReply===!0}}catch{return null}}var Ts="dark-mode";function Yr(n,t){let e=As(n);if(e){let s=()=>t(e.classList.contains(Ts)?"dark":"light");new n.MutationObserver(s).observe(e,{attributes:!0,attributeFilter:["class"]}),s();return}let r=n.matchMedia("(prefers-color-scheme: dark)"),i=()=>t(r.matches?"dark":"light");r.addEventListener("change",i),i()}function As(n){if(n.parent===n)return null;try{return n.parent.document.body}catch{return null}}function Jr(n,t){try{let{document:e}=n.parent,r=e.title.replace(/^\(\d+\) /,"");e.title=t>0?`(${t}) ${r}`:r}catch{}}function ft(n){return n.document.visibilityState==="visible"&&n.innerWidth>0&&n.innerHeight>0}function Xr(n,t){let e=ft(n),r=()=>{let i=ft(n);i&&!e&&t(),e=i};n.addEventListener("resize",r),n.document.addEventListener("visibilitychange",r)}var Qr=["step","relative","wall"],ce=["inferred","logged","explained","expected","edited"];var en=["worst","warnings","run","tag","step","logged","expected"],gt=["none","run","verdict","schedule"],tn=["auto","linear","log"],rn=["overlay","multiples"],Y={text:"",severities:new Set,verdicts:new Set,onlyWarned:!1,usesHostFilter:!0,sort:{column:"worst",isDescending:!1},grouping:"none",selected:null,compared:[],arrangement:"overlay",axis:"step",scale:"auto",zoom:null,whatIf:{},valueZoom:null,pin:null,table:!1,hiddenLines:new Set};function nn(n){return de.includes(n)}function Qt(n){let{selected:t,sort:e}=n,r={q:n.text,severity:[...n.severities].join(","),verdict:[...n.verdicts].join(","),warned:n.onlyWarned?"only":null,hostFilter:n.usesHostFilter?null:"off",sort:(e.isDescending?"-":"")+e.column,group:n.grouping,run:t&&t.run,tag:t&&t.tag,compare:n.compared.length>0?JSON.stringify(n.compared.map(({run:i,tag:s})=>[i,s])):null,charts:n.arrangement,axis:n.axis,scale:n.scale,zoom:sn(n.zoom),values:sn(n.valueZoom),pin:n.pin===null?null:String(n.pin),table:n.table?"shown":null,hide:[...n.hiddenLines].map(encodeURIComponent).join(","),whatIf:new URLSearchParams(n.whatIf).toString()};return Object.fromEntries(Object.entries(r).filter(i=>i[1]!==null&&i[1]!==Ps[i[0]]))}var Ps={q:"",severity:"",verdict:"",hide:"",sort:Y.sort.column,group:Y.grouping,charts:Y.arrangement,axis:Y.axis,scale:Y.scale,whatIf:""};function bt(n){let{run:t,tag:e}=n;return{text:n.q??"",severities:new Set(Xt(n.severity).filter(nn)),verdicts:new Set(Xt(n.verdict)),onlyWarned:n.warned==="only",usesHostFilter:n.hostFilter!=="off",sort:Ms(n.sort??""),grouping:Ue(gt,n.group),selected:t!==void 0&&e!==void 0?{run:t,tag:e}:null,compared:Cs(n.compare),arrangement:Ue(rn,n.charts),axis:Ue(Qr,n.axis),scale:Ue(tn,n.scale),zoom:on(n.zoom??""),whatIf:Object.fromEntries(new URLSearchParams(n.whatIf)),valueZoom:on(n.values??""),pin:Ns(n.pin),table:n.table==="shown",hiddenLines:new Set(Xt(n.hide).map(_s))}}function Xt(n){return n?n.split(","):[]}function Ue(n,t){return n.find(e=>e===t)??n[0]}function Ms(n){let t=n.startsWith("-");return{column:Ue(en,t?n.slice(1):n),isDescending:t}}function sn(n){return n&&`${n.min},${n.max}`}function on(n){let[t,e,...r]=n.split(",").map(s=>s===""?NaN:Number(s));return r.length===0&&Number.isFinite(t)&&Number.isFinite(e)&&t<e?{min:t,max:e}:null}function _s(n){try{return decodeURIComponent(n)}catch{return n}}function Ns(n){return n&&Number.isFinite(Number(n))?Number(n):null}function Cs(n){let t;try{t=JSON.parse(n??"[]")}catch{return[]}return(Array.isArray(t)?t:[]).filter(e=>Array.isArray(e)&&typeof e[0]=="string"&&typeof e[1]=="string").map(([e,r])=>({run:e,tag:r}))}var Os=250;function an(n,t){let e=n.state.view,r,i=()=>{let{view:s}=n.state;if(clearTimeout(r),s===e)return;let o=JSON.stringify(s.selected)!==JSON.stringify(e.selected);e=s,t.write(Qt(s),o)};return n.subscribe(()=>{let{view:s}=n.state;s!==e&&(clearTimeout(r),s.selected!==e.selected?i():r=setTimeout(i,Os))}),t.watch(()=>{let s=t.read();if(JSON.stringify(s)===JSON.stringify(Qt(n.state.view)))return;let o=bt(s);e=o,n.show(o)}),()=>(i(),t.href)}var yt=class{constructor(t,e,r){this.task=t;this.isVisible=e;this.pauseMilliseconds=r;this.running=!1;this.wished=!1;this.poke=()=>{if(this.running){this.wished=!0;return}clearTimeout(this.timer),this.run()}}async run(){this.running=!0,this.wished=!1;try{this.isVisible()&&await this.task()}finally{this.running=!1,this.timer=setTimeout(this.poke,this.wished?0:this.pauseMilliseconds())}}};function ue(n){return"rows"in n}function dn(n,t,e,r){let{pattern:i,error:s}=cn(t.text),o=Is(n,t,i,e),a=pn(Ds(o,t),t.sort),l=t.grouping==="none"?a:js(a,t.grouping,r),d=t.grouping==="none"?[]:l.filter(ue);return{items:l,count:a.length,counts:Ls(o),groups:d.map(({key:c})=>c),members:new Set(d.flatMap(({rows:c})=>c.map(({key:p})=>p))),error:s}}function Ls(n){let t=er(n,e=>e.standing);return{severities:new Map(de.map(e=>[e,t.get(e)??0])),verdicts:er(n,e=>e.verdict),warned:n.filter(({warnings:e})=>e.length>0).length}}function er(n,t){let e=new Map;for(let r of n)e.set(t(r),(e.get(t(r))??0)+1);return e}function Is(n,{usesHostFilter:t},e,r){let i=t?cn(r).pattern:null;return!e&&!i?n:n.filter(s=>(!e||Fs(s,e))&&(!i||i.test(s.run)))}function Ds(n,{severities:t,verdicts:e,onlyWarned:r}){return!r&&t.size+e.size===0?n:n.filter(i=>(t.size===0||t.has(i.standing))&&(e.size===0||e.has(i.verdict))&&(!r||i.warnings.length>0))}function Fs(n,t){return t.test(`${n.run} ${n.tag}`)||t.test(n.headline)||t.test(n.schedule_text)||t.test(N(n.verdict))||n.warnings.some(e=>t.test(N(e)))||!!n.acknowledged&&t.test(`acknowledged ${n.acknowledged.reason}`)}function N(n){return n.replaceAll("_"," ")}function cn(n){if(n==="")return{pattern:null,error:null};try{return{pattern:new RegExp(n,"i"),error:null}}catch(t){return{pattern:null,error:`Not a valid regular expression (${t.message.split(": ").pop()}); showing everything.`}}}var Hs={warnings:n=>-n.warnings.length,run:n=>pe.get(n.run),tag:n=>pe.get(n.tag),step:n=>n.last_step,logged:n=>n.last_value,expected:n=>n.expected_value};function pn(n,{column:t,isDescending:e}){if(t==="worst")return e?[...n].reverse():n;(t==="run"||t==="tag")&&Us(n);let r=Hs[t],i=e?-1:1,s=new Float64Array(n.length);for(let d=0;d<n.length;d++)s[d]=i*(r(n[d])??NaN);let o=s.slice().sort(),a=new Map;for(let d=n.length-1;d>=0;d--)a.set(o[d],d);let l=new Array(n.length);for(let d=0;d<n.length;d++){let c=s[d],p=a.get(c);l[p]=n[d],a.set(c,p+1)}return l}var ln=new Map;function tr(n){let t=ln.get(n);return t===void 0&&(t=n.toLowerCase().replace(/\d+/g,e=>e.padStart(16,"0")),ln.set(n,t)),t}var pe=new Map;function Us(n){if(n.every(({run:r,tag:i})=>pe.has(r)&&pe.has(i)))return;for(let{run:r,tag:i}of n)for(let s of[r,i])pe.set(s,0);let t=[...pe.keys()].map(r=>({name:r,key:tr(r)}));t.sort((r,i)=>r.key<i.key?-1:r.key>i.key?1:0);let e=0;t.forEach(({name:r,key:i},s)=>{s>0&&i!==t[s-1].key&&(e=s),pe.set(r,e)})}var zs=500;function rr(n,t=0){let e=Math.min(t+zs,n.length);for(let{run:r,tag:i}of n.slice(t,e))tr(r),tr(i);setTimeout(()=>{e<n.length?rr(n,e):pn(n,{column:"run",isDescending:!1})})}var Ws={run:n=>n.run,verdict:n=>N(n.verdict),schedule:n=>n.schedule_text||"no schedule known"};function js(n,t,e){let r=new Map;for(let s of n){let o=Ws[t](s),a=r.get(o);a?a.push(s):r.set(o,[s])}let i=[];for(let[s,o]of r){if(o.length===1){i.push(o[0]);continue}let a=`${t} ${s}`,l=e.has(a),d=t==="verdict"?"":Ks(o);if(i.push({key:a,name:s,rows:o,summary:d,standing:Bs(o),isCollapsed:l}),!l)for(let c of o)i.push(c)}return i}function Ks(n){return[...er(n,({standing:e,verdict:r})=>e==="ok"||e==="unknown"?e:N(r))].map(([e,r])=>`${r} ${e}`).join(", ")}function Bs(n){let t=de.length-1;for(let{standing:e}of n)t=Math.min(t,de.indexOf(e));return de[t]}function nr({standing:n}){return n==="error"||n==="warning"}function un(n,t){let e=new Set(n.filter(r=>!nr(r)).map(r=>r.key));return t.filter(r=>nr(r)&&e.has(r.key))}function hn(n,t){let e=new Set(n.map(r=>r.key));return e.size===0?[]:t.filter(r=>nr(r)&&e.has(r.key))}function vt(n){let t=getComputedStyle(n),e=r=>t.getPropertyValue(`--lr-${r}`).trim();return{logged:e("logged"),expected:e("expected"),explained:e("ok"),inferred:e("text"),edited:e("edited"),disagree:e("disagree"),fault:e("error"),text:e("text-muted"),foreground:e("text"),surface:e("surface"),grid:e("grid"),mark:e("mark"),runs:Array.from({length:7},(r,i)=>e(`run-${i}`))}}function mn(n,t){let e=new Set;return n.map((r,i)=>{let s=(t.get(r)??i)%7;for(let o=0;e.has(s)&&o<7;o++)s=(s+1)%7;return e.add(s),s})}var te=class{constructor(){this.parts=null}of(t,e){let{parts:r}=this;return t.length===r?.length&&t.every((s,o)=>s===r[o])||(this.value=e()),this.parts=t,this.value}};function fn(){let n=new te,t=new te,e=new te;return({view:r,hostFilter:i,collapsed:s,diagnoses:o,diagnosis:a,places:l,whatIf:d})=>{let{text:c,severities:p,verdicts:h,onlyWarned:f,usesHostFilter:y,sort:b,grouping:k}=r,w=d.edited?.curve??null,E=w&&a?.curve&&d.baseToEnd?.curve;return{list:n.of([o,i,s,c,p,h,f,y,b,k],()=>dn(o?.series??[],r,i,s)),colours:t.of([r.selected,r.compared,l],()=>Vs(r,l)),preview:w,drawn:e.of([a,E],()=>a&&E?{...a,curve:E}:a)}}}function Vs({selected:n,compared:t},e){if(!n||t.length===0)return new Map;let r=[n,...t],i=mn(r.map(({run:s})=>s),e);return new Map(r.map((s,o)=>[_(s),i[o]]))}var xt={isOpen:!1,base:null,baseToEnd:null,edited:null,problems:{}};var wt=class{constructor(t,e=Y,r=Date.now){this.client=t;this.now=r;this.derive=fn();this.listeners=new Set;this.pending=null;this.stale=!1;let i={view:e,hostFilter:"",collapsed:new Set,diagnoses:null,updatedAt:null,failure:null,diagnosis:null,diagnosisFailure:null,compared:[],places:new Map,turnedBad:[],whatIf:xt};this.state={...i,...this.derive(i)}}subscribe(t){return this.listeners.add(t),()=>this.listeners.delete(t)}get isPartial(){return this.state.failure===null&&!!this.state.diagnoses?.reading}async refresh(){try{let t=await this.client.diagnoses();this.stale||=t.changed,this.update({updatedAt:this.now(),failure:null,...t.changed||!this.state.diagnoses?this.withDiagnoses(t.value):{}})}catch(t){this.update({failure:K(t)});return}this.stale&&await this.readShown()}change(t){let e=this.state.view,r={...e,...t},i=he(r.selected)!==he(e.selected);(i||r.axis!==e.axis)&&!t.zoom&&(r.zoom=null),i&&!t.whatIf&&(r.whatIf={}),i&&!t.valueZoom&&(r.valueZoom=null),i&&!t.pin&&(r.pin=null),this.show(r)}select(t){this.change({selected:t&&{run:t.run,tag:t.tag}})}toggleCompared({run:t,tag:e}){let r=_({run:t,tag:e}),i=this.state.view.compared.filter(o=>_(o)!==r),s=i.length===this.state.view.compared.length;this.change({compared:s?[...i,{run:t,tag:e}]:i})}toggle(t,e){let r=new Set(this.state.view[t]);r.delete(e)||r.add(e),this.change({[t]:r})}isolate(t,e){let r=e.filter(a=>a!==t),{hiddenLines:i}=this.state.view,s=!i.has(t)&&r.every(a=>i.has(a)),o=[...i].filter(a=>!e.includes(a));this.change({hiddenLines:new Set(s?o:[...o,...r])})}clearFilters(){let{text:t,severities:e,verdicts:r,onlyWarned:i}=Y;this.change({text:t,severities:e,verdicts:r,onlyWarned:i,usesHostFilter:this.state.hostFilter===""})}toggleGroup(t){let e=new Set(this.state.collapsed);e.delete(t)||e.add(t),this.update({collapsed:e})}toggleGroups(){let{collapsed:t,list:e}=this.state,r=e.groups.every(i=>t.has(i));this.update({collapsed:r?new Set:new Set([...t,...e.groups])})}show(t){let e=this.state.view,r={view:t},i=he(t.selected)!==he(e.selected),s=t.compared!==e.compared;if(i&&Object.assign(r,this.selectionOf(t.selected)),s){let o=new Set(t.compared.map(_));r.compared=this.state.compared.filter(({key:a})=>o.has(a))}this.update(r),(i||s)&&this.readShown()}setHostFilter(t){t!==this.state.hostFilter&&this.update({hostFilter:t})}setWhatIf(t){this.update({whatIf:{...this.state.whatIf,...t}})}acknowledge(){this.update({turnedBad:[]})}selectionOf(t){let e=he(t);return{diagnosis:t&&this.client.keptSeries(t),diagnosisFailure:null,turnedBad:this.state.turnedBad.filter(r=>r.key!==e)}}withDiagnoses(t){let e=this.state,{series:r,reading:i}=t,[s,...o]=r,d=(!e.diagnoses?.series.length||!!e.diagnoses.reading)&&!i&&s&&o.length===0&&!e.view.selected?{...e.view,selected:{run:s.run,tag:s.tag}}:e.view;return{diagnoses:t,view:d,turnedBad:[...hn(e.turnedBad,r),...un(e.diagnoses?.series??[],r)].filter(({key:c})=>c!==he(d.selected))}}async readShown(){this.pending?.abort();let{selected:t,compared:e}=this.state.view;if(!t)return;let r=new AbortController;this.pending=r;let i=e.filter(s=>_(s)!==he(t));i.length>0&&this.readPlaces([t,...i]);try{let s=await Promise.all([this.client.series(t,r.signal),...i.map(d=>this.readCompared(d,r))]);if(this.pending!==r)return;this.stale=!1;let[o,...a]=s.map(d=>d?.value??null),l=a.filter(d=>d!==null);this.update({diagnosis:o,diagnosisFailure:null,compared:l})}catch(s){if(this.pending!==r)return;this.stale=!0,this.update({diagnosisFailure:K(s)})}}async readPlaces(t){if(!t.every(({run:e})=>this.state.places.has(e)))try{let e=await this.client.runs();this.update({places:new Map(e.map((r,i)=>[r,i]))})}catch{}}async readCompared(t,{signal:e}){try{return await this.client.series(t,e)}catch{return null}}update(t){let e={...this.state,...t};this.state={...e,...this.derive(e)};for(let r of this.listeners)r()}};function he(n){return n&&_(n)}var Gs={k:1e3,K:1e3,M:1e6,"%":.01},qs=/^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([kKM%]?)$/,Zs=/^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?![\d,])/;function ir(n){let t=n.trim().replace(/(?<=\d)[_\s](?=\d)/g,""),e=qs.exec(Zs.test(t)?t.replaceAll(",",""):t);if(!e)return Number.NaN;let r=Gs[e[2]],i=Number(e[1]);return r===void 0?i:Number((i*r).toPrecision(15))}function sr(n,t){let e=ir(n);return Number.isFinite(e)?t==="integer"&&!Number.isSafeInteger(e)?`“${n.trim()}” is no whole number.`:e:`“${n.trim()}” is no number. Write it like 0.004, 4e-3 or 800_720.`}function ze(n){if(n.trim()==="")return null;let t=sr(n,"integer");return typeof t=="number"&&t<1?"A run has at least 1 step.":t}function $t(n){if(typeof n=="boolean"||Math.fround(n)!==n)return String(n);for(let t=1;t<10;t++){let e=Number(n.toPrecision(t));if(Math.fround(e)===n)return String(e)}return String(n)}var bn={constant:({peak:n})=>({kind:"constant",value:n}),linear:n=>ar(n.peak,n.last,n.steps),cosine:({peak:n,last:t,steps:e})=>({kind:"cosine",init_value:n,decay_steps:e,end_value:t}),polynomial:n=>ar(n.peak,n.last,n.steps,2),exponential:n=>gn(n,1),steps:n=>gn(n,Ys)},kt=Object.keys(bn),St="warm-up, ",Ys=3,Js=.001,Xs=.1;function lr(n,{points:t,steps:e}){let r=n.startsWith(St),i=r?n.slice(St.length):n,s=kt.includes(i)?bn[i]:void 0;if(!s)return null;let o=t.value.map(b=>Number.isFinite(b)&&b>0?b:0),a=Math.max(0,...o),l=or(a)||.001,d=b=>b&&b<a?or(b):0,c=d(o.at(-1)),p=Math.max(2,e.last??0);if(!r)return s({peak:l,last:c,steps:p});let h=t.step[o.indexOf(a)]??0,y=o[0]<a&&h<p?h:Math.max(1,Math.round(Xs*p));return{kind:"join",schedules:[ar(d(o[0]),l,y),s({peak:l,last:c,steps:p-y})],boundaries:[y],phase_names:["warm-up","decay"]}}function or(n){return Number(n.toPrecision(6))}function ar(n,t,e,r=1){return{kind:"polynomial",init_value:n,end_value:t,transition_steps:e,power:r}}function gn({peak:n,last:t,steps:e},r){return{kind:"exponential",init_value:n,transition_steps:Math.max(1,Math.round(e/r)),decay_rate:or((t?t/n:Js)**(1/r)),staircase:r>1}}var Ae="@end",me="@shape",We="",Qs=150;function yn(n){return n.join(".")}function dr({settings:n,parameters:t}){return n.length>0?n.map(e=>({field:e.name,label:e.name,...e})):t.map(e=>{let r=e.label.charAt(0).toUpperCase()+e.label.slice(1);return{...e,label:r,field:yn(e.path)}})}function cr({settings:n}){return!n.some(t=>t.is_total)}function eo(n,t,e){let r=structuredClone(n);for(let i of t){let s=r;for(let a of i.slice(0,-1))s=s?.[a];let o=i[i.length-1];typeof s=="object"&&s!==null&&o!==void 0&&o in s&&(s[o]=e)}return r}function to(n,t){let e={},r=new Map;for(let{field:a,kind:l,label:d}of dr(n)){let c=t[a];if(!c)continue;let p=l==="boolean"?c==="true":sr(c,l);typeof p=="string"?e[a]=`${d}: ${p}`:r.set(a,p)}let i=cr(n)?ze(t[Ae]??""):null;typeof i=="string"&&(e[Ae]=i);let s=typeof i=="string"?null:i;if(n.settings.length>0)return{question:{schedule:null,settings:r.size>0?Object.fromEntries(r):null,totalSteps:s},problems:e};let{schedule:o}=n;for(let{path:a,also:l}of n.parameters){let d=r.get(yn(a));d!==void 0&&o&&(o=eo(o,[a,...l],d))}return{question:{schedule:o===n.schedule?null:o,settings:null,totalSteps:s},problems:e}}function vn(n,t){let e=null,r={},i=!1,s,o=null,a=null,l=We;n.subscribe(()=>{let{view:c,diagnosis:p,whatIf:h}=n.state,f=h.isOpen||Object.keys(c.whatIf).length>0;if(p===e&&c.whatIf===r&&f===i)return;let y=p?.key===e?.key;(p!==e||c.whatIf[me]!==r[me])&&(a=null);let b=y&&f===i&&c.whatIf!==r;c.whatIf!==r&&(l=ro(r,c.whatIf)),[e,r,i]=[p,c.whatIf,f],clearTimeout(s),o?.abort(),o=null,(!y||f!==h.isOpen)&&n.setWhatIf({...y?h:xt,isOpen:f}),p&&f&&(s=setTimeout(()=>{d(p)},b?Qs:0))});async function d(c){let p=o=new AbortController,h=w=>t.preview(c,w,p.signal),f=c.schedule?null:c.inferred?.schedule??lr("cosine",c),y=lr(r[me]??"",c),b=y??f,k;try{let w=a??await h({schedule:b,settings:null,totalSteps:null}),{question:E,problems:H}=to(w,r);if(k={base:w,problems:H},Object.keys(H).length===0){let{schedule:A,settings:O,totalSteps:U}=E,Z=U===null&&!y?w:await h({schedule:f,settings:null,totalSteps:U}),ps=A!==null||O!==null||y!==null?await h({...E,schedule:A??b}):U===null?null:Z;k={base:w,problems:H,baseToEnd:Z,edited:ps}}o===p&&(a=w)}catch(w){k={problems:{[w instanceof I&&w.status===400?l:We]:K(w)}}}o===p&&n.setWhatIf(k)}}var fe=100;function xn(n,t){let e=Math.round(fe*Math.log10(n/t));return Number.isFinite(e)?Math.min(fe,Math.max(-fe,e)):null}function wn(n,t,e){let r=Number((t*10**(n/fe)).toPrecision(3));return n===0?t:e==="integer"?Math.max(1,Math.round(r)):r}function ro(n,t){let e=Object.keys({...n,...t}).filter(r=>n[r]!==t[r]);return e.length===1?e[0]:We}var Rt=globalThis,Et=Rt.ShadowRoot&&(Rt.ShadyCSS===void 0||Rt.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,pr=Symbol(),$n=new WeakMap,je=class{constructor(t,e,r){if(this._$cssResult$=!0,r!==pr)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(Et&&t===void 0){let r=e!==void 0&&e.length===1;r&&(t=$n.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),r&&$n.set(e,t))}return t}toString(){return this.cssText}},Tt=n=>new je(typeof n=="string"?n:n+"",void 0,pr),$=(n,...t)=>{let e=n.length===1?n[0]:t.reduce((r,i,s)=>r+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(i)+n[s+1],n[0]);return new je(e,n,pr)},Sn=(n,t)=>{if(Et)n.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let r=document.createElement("style"),i=Rt.litNonce;i!==void 0&&r.setAttribute("nonce",i),r.textContent=e.cssText,n.appendChild(r)}},ur=Et?n=>n:n=>n instanceof CSSStyleSheet?(t=>{let e="";for(let r of t.cssRules)e+=r.cssText;return Tt(e)})(n):n;var{is:no,defineProperty:io,getOwnPropertyDescriptor:so,getOwnPropertyNames:oo,getOwnPropertySymbols:ao,getPrototypeOf:lo}=Object,At=globalThis,kn=At.trustedTypes,co=kn?kn.emptyScript:"",po=At.reactiveElementPolyfillSupport,Ke=(n,t)=>n,Be={toAttribute(n,t){switch(t){case Boolean:n=n?co:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,t){let e=n;switch(t){case Boolean:e=n!==null;break;case Number:e=n===null?null:Number(n);break;case Object:case Array:try{e=JSON.parse(n)}catch{e=null}}return e}},Pt=(n,t)=>!no(n,t),Rn={attribute:!0,type:String,converter:Be,reflect:!1,useDefault:!1,hasChanged:Pt};Symbol.metadata??=Symbol("metadata"),At.litPropertyMetadata??=new WeakMap;var J=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=Rn){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let r=Symbol(),i=this.getPropertyDescriptor(t,r,e);i!==void 0&&io(this.prototype,t,i)}}static getPropertyDescriptor(t,e,r){let{get:i,set:s}=so(this.prototype,t)??{get(){return this[e]},set(o){this[e]=o}};return{get:i,set(o){let a=i?.call(this);s?.call(this,o),this.requestUpdate(t,a,r)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??Rn}static _$Ei(){if(this.hasOwnProperty(Ke("elementProperties")))return;let t=lo(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(Ke("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Ke("properties"))){let e=this.properties,r=[...oo(e),...ao(e)];for(let i of r)this.createProperty(i,e[i])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[r,i]of e)this.elementProperties.set(r,i)}this._$Eh=new Map;for(let[e,r]of this.elementProperties){let i=this._$Eu(e,r);i!==void 0&&this._$Eh.set(i,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let r=new Set(t.flat(1/0).reverse());for(let i of r)e.unshift(ur(i))}else t!==void 0&&e.push(ur(t));return e}static _$Eu(t,e){let r=e.attribute;return r===!1?void 0:typeof r=="string"?r:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let r of e.keys())this.hasOwnProperty(r)&&(t.set(r,this[r]),delete this[r]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return Sn(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,r){this._$AK(t,r)}_$ET(t,e){let r=this.constructor.elementProperties.get(t),i=this.constructor._$Eu(t,r);if(i!==void 0&&r.reflect===!0){let s=(r.converter?.toAttribute!==void 0?r.converter:Be).toAttribute(e,r.type);this._$Em=t,s==null?this.removeAttribute(i):this.setAttribute(i,s),this._$Em=null}}_$AK(t,e){let r=this.constructor,i=r._$Eh.get(t);if(i!==void 0&&this._$Em!==i){let s=r.getPropertyOptions(i),o=typeof s.converter=="function"?{fromAttribute:s.converter}:s.converter?.fromAttribute!==void 0?s.converter:Be;this._$Em=i;let a=o.fromAttribute(e,s.type);this[i]=a??this._$Ej?.get(i)??a,this._$Em=null}}requestUpdate(t,e,r,i=!1,s){if(t!==void 0){let o=this.constructor;if(i===!1&&(s=this[t]),r??=o.getPropertyOptions(t),!((r.hasChanged??Pt)(s,e)||r.useDefault&&r.reflect&&s===this._$Ej?.get(t)&&!this.hasAttribute(o._$Eu(t,r))))return;this.C(t,e,r)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:r,reflect:i,wrapped:s},o){r&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,o??e??this[t]),s!==!0||o!==void 0)||(this._$AL.has(t)||(this.hasUpdated||r||(e=void 0),this._$AL.set(t,e)),i===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[i,s]of this._$Ep)this[i]=s;this._$Ep=void 0}let r=this.constructor.elementProperties;if(r.size>0)for(let[i,s]of r){let{wrapped:o}=s,a=this[i];o!==!0||this._$AL.has(i)||a===void 0||this.C(i,void 0,s,a)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(r=>r.hostUpdate?.()),this.update(e)):this._$EM()}catch(r){throw t=!1,this._$EM(),r}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};J.elementStyles=[],J.shadowRootOptions={mode:"open"},J[Ke("elementProperties")]=new Map,J[Ke("finalized")]=new Map,po?.({ReactiveElement:J}),(At.reactiveElementVersions??=[]).push("2.1.2");var vr=globalThis,En=n=>n,Mt=vr.trustedTypes,Tn=Mt?Mt.createPolicy("lit-html",{createHTML:n=>n}):void 0,Cn="$lit$",re=`lit$${Math.random().toFixed(9).slice(2)}$`,On="?"+re,uo=`<${On}>`,ye=document,Ge=()=>ye.createComment(""),qe=n=>n===null||typeof n!="object"&&typeof n!="function",xr=Array.isArray,ho=n=>xr(n)||typeof n?.[Symbol.iterator]=="function",hr=`[ 	
\f\r]`,Ve=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,An=/-->/g,Pn=/>/g,ge=RegExp(`>|${hr}(?:([^\\s"'>=/]+)(${hr}*=${hr}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),Mn=/'/g,_n=/"/g,Ln=/^(?:script|style|textarea|title)$/i,wr=n=>(t,...e)=>({_$litType$:n,strings:t,values:e}),u=wr(1),V=wr(2),Ml=wr(3),B=Symbol.for("lit-noChange"),m=Symbol.for("lit-nothing"),Nn=new WeakMap,be=ye.createTreeWalker(ye,129);function In(n,t){if(!xr(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return Tn!==void 0?Tn.createHTML(t):t}var mo=(n,t)=>{let e=n.length-1,r=[],i,s=t===2?"<svg>":t===3?"<math>":"",o=Ve;for(let a=0;a<e;a++){let l=n[a],d,c,p=-1,h=0;for(;h<l.length&&(o.lastIndex=h,c=o.exec(l),c!==null);)h=o.lastIndex,o===Ve?c[1]==="!--"?o=An:c[1]!==void 0?o=Pn:c[2]!==void 0?(Ln.test(c[2])&&(i=RegExp("</"+c[2],"g")),o=ge):c[3]!==void 0&&(o=ge):o===ge?c[0]===">"?(o=i??Ve,p=-1):c[1]===void 0?p=-2:(p=o.lastIndex-c[2].length,d=c[1],o=c[3]===void 0?ge:c[3]==='"'?_n:Mn):o===_n||o===Mn?o=ge:o===An||o===Pn?o=Ve:(o=ge,i=void 0);let f=o===ge&&n[a+1].startsWith("/>")?" ":"";s+=o===Ve?l+uo:p>=0?(r.push(d),l.slice(0,p)+Cn+l.slice(p)+re+f):l+re+(p===-2?a:f)}return[In(n,s+(n[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),r]},Ze=class n{constructor({strings:t,_$litType$:e},r){let i;this.parts=[];let s=0,o=0,a=t.length-1,l=this.parts,[d,c]=mo(t,e);if(this.el=n.createElement(d,r),be.currentNode=this.el.content,e===2||e===3){let p=this.el.content.firstChild;p.replaceWith(...p.childNodes)}for(;(i=be.nextNode())!==null&&l.length<a;){if(i.nodeType===1){if(i.hasAttributes())for(let p of i.getAttributeNames())if(p.endsWith(Cn)){let h=c[o++],f=i.getAttribute(p).split(re),y=/([.?@])?(.*)/.exec(h);l.push({type:1,index:s,name:y[2],strings:f,ctor:y[1]==="."?fr:y[1]==="?"?gr:y[1]==="@"?br:Me}),i.removeAttribute(p)}else p.startsWith(re)&&(l.push({type:6,index:s}),i.removeAttribute(p));if(Ln.test(i.tagName)){let p=i.textContent.split(re),h=p.length-1;if(h>0){i.textContent=Mt?Mt.emptyScript:"";for(let f=0;f<h;f++)i.append(p[f],Ge()),be.nextNode(),l.push({type:2,index:++s});i.append(p[h],Ge())}}}else if(i.nodeType===8)if(i.data===On)l.push({type:2,index:s});else{let p=-1;for(;(p=i.data.indexOf(re,p+1))!==-1;)l.push({type:7,index:s}),p+=re.length-1}s++}}static createElement(t,e){let r=ye.createElement("template");return r.innerHTML=t,r}};function Pe(n,t,e=n,r){if(t===B)return t;let i=r!==void 0?e._$Co?.[r]:e._$Cl,s=qe(t)?void 0:t._$litDirective$;return i?.constructor!==s&&(i?._$AO?.(!1),s===void 0?i=void 0:(i=new s(n),i._$AT(n,e,r)),r!==void 0?(e._$Co??=[])[r]=i:e._$Cl=i),i!==void 0&&(t=Pe(n,i._$AS(n,t.values),i,r)),t}var mr=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:r}=this._$AD,i=(t?.creationScope??ye).importNode(e,!0);be.currentNode=i;let s=be.nextNode(),o=0,a=0,l=r[0];for(;l!==void 0;){if(o===l.index){let d;l.type===2?d=new Ye(s,s.nextSibling,this,t):l.type===1?d=new l.ctor(s,l.name,l.strings,this,t):l.type===6&&(d=new yr(s,this,t)),this._$AV.push(d),l=r[++a]}o!==l?.index&&(s=be.nextNode(),o++)}return be.currentNode=ye,i}p(t){let e=0;for(let r of this._$AV)r!==void 0&&(r.strings!==void 0?(r._$AI(t,r,e),e+=r.strings.length-2):r._$AI(t[e])),e++}},Ye=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,r,i){this.type=2,this._$AH=m,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=r,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=Pe(this,t,e),qe(t)?t===m||t==null||t===""?(this._$AH!==m&&this._$AR(),this._$AH=m):t!==this._$AH&&t!==B&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):ho(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==m&&qe(this._$AH)?this._$AA.nextSibling.data=t:this.T(ye.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:r}=t,i=typeof r=="number"?this._$AC(t):(r.el===void 0&&(r.el=Ze.createElement(In(r.h,r.h[0]),this.options)),r);if(this._$AH?._$AD===i)this._$AH.p(e);else{let s=new mr(i,this),o=s.u(this.options);s.p(e),this.T(o),this._$AH=s}}_$AC(t){let e=Nn.get(t.strings);return e===void 0&&Nn.set(t.strings,e=new Ze(t)),e}k(t){xr(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,r,i=0;for(let s of t)i===e.length?e.push(r=new n(this.O(Ge()),this.O(Ge()),this,this.options)):r=e[i],r._$AI(s),i++;i<e.length&&(this._$AR(r&&r._$AB.nextSibling,i),e.length=i)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let r=En(t).nextSibling;En(t).remove(),t=r}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},Me=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,r,i,s){this.type=1,this._$AH=m,this._$AN=void 0,this.element=t,this.name=e,this._$AM=i,this.options=s,r.length>2||r[0]!==""||r[1]!==""?(this._$AH=Array(r.length-1).fill(new String),this.strings=r):this._$AH=m}_$AI(t,e=this,r,i){let s=this.strings,o=!1;if(s===void 0)t=Pe(this,t,e,0),o=!qe(t)||t!==this._$AH&&t!==B,o&&(this._$AH=t);else{let a=t,l,d;for(t=s[0],l=0;l<s.length-1;l++)d=Pe(this,a[r+l],e,l),d===B&&(d=this._$AH[l]),o||=!qe(d)||d!==this._$AH[l],d===m?t=m:t!==m&&(t+=(d??"")+s[l+1]),this._$AH[l]=d}o&&!i&&this.j(t)}j(t){t===m?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},fr=class extends Me{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===m?void 0:t}},gr=class extends Me{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==m)}},br=class extends Me{constructor(t,e,r,i,s){super(t,e,r,i,s),this.type=5}_$AI(t,e=this){if((t=Pe(this,t,e,0)??m)===B)return;let r=this._$AH,i=t===m&&r!==m||t.capture!==r.capture||t.once!==r.once||t.passive!==r.passive,s=t!==m&&(r===m||i);i&&this.element.removeEventListener(this.name,this,r),s&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},yr=class{constructor(t,e,r){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=r}get _$AU(){return this._$AM._$AU}_$AI(t){Pe(this,t)}};var fo=vr.litHtmlPolyfillSupport;fo?.(Ze,Ye),(vr.litHtmlVersions??=[]).push("3.3.3");var Dn=(n,t,e)=>{let r=e?.renderBefore??t,i=r._$litPart$;if(i===void 0){let s=e?.renderBefore??null;r._$litPart$=i=new Ye(t.insertBefore(Ge(),s),s,void 0,e??{})}return i._$AI(n),i};var $r=globalThis,ne=class extends J{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=Dn(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return B}};ne._$litElement$=!0,ne.finalized=!0,$r.litElementHydrateSupport?.({LitElement:ne});var go=$r.litElementPolyfillSupport;go?.({LitElement:ne});($r.litElementVersions??=[]).push("4.2.2");var T=n=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(n,t)}):customElements.define(n,t)};var bo={attribute:!0,type:String,converter:Be,reflect:!1,hasChanged:Pt},yo=(n=bo,t,e)=>{let{kind:r,metadata:i}=e,s=globalThis.litPropertyMetadata.get(i);if(s===void 0&&globalThis.litPropertyMetadata.set(i,s=new Map),r==="setter"&&((n=Object.create(n)).wrapped=!0),s.set(e.name,n),r==="accessor"){let{name:o}=e;return{set(a){let l=t.get.call(this);t.set.call(this,a),this.requestUpdate(o,l,n,!0,a)},init(a){return a!==void 0&&this.C(o,void 0,n,a),a}}}if(r==="setter"){let{name:o}=e;return function(a){let l=this[o];t.call(this,a),this.requestUpdate(o,l,n,!0,a)}}throw Error("Unsupported decorator location: "+r)};function v(n){return(t,e)=>typeof e=="object"?yo(n,t,e):((r,i,s)=>{let o=i.hasOwnProperty(s);return i.constructor.createProperty(s,r),o?Object.getOwnPropertyDescriptor(i,s):void 0})(n,t,e)}function M(n){return v({...n,state:!0,attribute:!1})}var ie=(n,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(n,t,e),e);function se(n,t){return(e,r,i)=>{let s=o=>o.renderRoot?.querySelector(n)??null;if(t){let{get:o,set:a}=typeof r=="object"?e:i??(()=>{let l=Symbol();return{get(){return this[l]},set(d){this[l]=d}}})();return ie(e,r,{get(){let l=o.call(this);return l===void 0&&(l=s(this),(l!==null||this.hasUpdated)&&a.call(this,l)),l}})}return ie(e,r,{get(){return s(this)}})}}var vo;function Fn(n){return(t,e)=>ie(t,e,{get(){return(this.renderRoot??(vo??=document.createDocumentFragment())).querySelectorAll(n)}})}var Sr=new Intl.NumberFormat("en-US"),xo=new Intl.NumberFormat("en-US",{maximumSignificantDigits:6});function S(n,t=6){if(n===null)return"–";if(Number.isNaN(n))return"NaN";if(!Number.isFinite(n))return n>0?"infinity":"-infinity";let[e,r]=wo(n,t);return r<-4||r>=t?`${Number(e)}e${r}`:String(+`${e}e${r}`)}function wo(n,t){let[e,r]=n.toExponential(t-1).split("e"),[i]=n.toExponential().split("e");if(!i.endsWith("5")||i.replace(/\D/g,"").length!==t+1)return[e,Number(r)];let[s,o]=n.toExponential(100).split("e"),a=s.slice(0,e.length);return/^\.?50*$/.test(s.slice(e.length))&&/[02468]$/.test(a)?[a,Number(o)]:[e,Number(r)]}function _t(n,t){for(let e of[3,4,5]){let r=[S(n,e),S(t,e)];if(r[0]!==r[1])return r}return[S(n),S(t)]}function x(n){return n===null?"–":(Number.isInteger(n)?Sr:xo).format(n)}function Hn(n){if(Number.isNaN(n))return"NaN %";if(!Number.isFinite(n))return"more than 10^308 %";let t=S(100*n,3);return`${Math.abs(n)>=1?Sr.format(Number(t)):t} %`}var Je=20,$o=1e-6;function kr(n){return n>Je?`over ${Hn(Je)}`:n>0&&n<$o?"below 0.0001 %":Hn(n)}var So=3;function ve(n,t,e){let r=(n??NaN)/(t??NaN);return!(r>=So)||r===1/0?Rr(e):r>ko?"more than a million times too high":`${Ro(r)} times too high`}var ko=1e6;function Ro(n){return Sr.format(Number(S(n,n<100?2:3)))}function Rr(n){if(n===null)return"–";let t=n>0?"+":n<0?"-":"";return kr(Math.abs(n)).replace(/^(over )?(?=\d)/,`$1${t}`)}function Un(n){let t=Math.max(...n.map(Math.abs)),e=n.length>1?Math.abs(n[1]-n[0]):t,r=-Math.floor(Math.log10(e)+1e-9);return t>=1e-4&&t<1e6&&r<=8?n.map(i=>String(Number(i.toFixed(Math.max(0,r+1))))):n.map(i=>{let s=Math.floor(Math.log10(Math.abs(i)))+r+2;return S(i,Math.min(12,Math.max(1,s)))})}function C(n,t,e=`${t}s`){return`${x(n)} ${n===1?t:e}`}var _e=60,Er=60*_e,zn=24*Er;function Wn(n){let t=Math.max(0,Math.round(n/1e3));return t<_e?`${t} s ago`:t<Er?`${Math.floor(t/_e)} min ago`:t<2*zn?`${Math.floor(t/Er)} h ago`:`${x(Math.floor(t/zn))} days ago`}function Tr(n){let t=new Date(n);return[t.getHours(),t.getMinutes(),t.getSeconds()].map(e=>String(e).padStart(2,"0")).join(":")}function Ne(n,t=1){let e=new Date(n*1e3),r=[e.getFullYear(),e.getMonth()+1,e.getDate()],i=Tr(n*1e3),s=t<1?String(e.getMilliseconds()/1e3).slice(1):"";return`${r.map(o=>String(o).padStart(2,"0")).join("-")} ${t<_e?i+s:i.slice(0,5)}`}function jn(n){let t=Math.floor(n/_e),e=Number((n-t*_e).toFixed(1)),r=i=>i<10?`0${i}`:`${i}`;return t<60?`${t}:${r(e)}`:`${Math.floor(t/60)}:${r(t%60)}:${r(e)}`}var Kn=$` :host{display:flex;flex-direction:column;height:100vh;background:var(--lr-surface);}main,.page{flex:1;display:flex;min-height:0;}main{flex-direction:column;}.list{flex:1;display:flex;flex-direction:column;min-width:0;min-height:0;}lr-series-grid{flex:1;}.selected .list{flex:none;width:clamp(280px,var(--lr-list-width,29vw),60vw);}lr-divider{flex:none;}.detail{flex:1;display:flex;flex-direction:column;min-width:0;min-height:0;}.panes{flex:1;display:grid;grid-template:minmax(0,1fr) / minmax(0,1fr) clamp(320px,27vw,560px);min-height:0;}.middle{display:flex;flex-direction:column;min-width:0;overflow-y:auto;}lr-chart-panel{flex:1;}.side{border-left:1px solid var(--lr-border);background:var(--lr-surface-side);overflow-y:auto;}.skip:not(:focus){position:absolute;width:1px;min-height:0;height:1px;overflow:hidden;clip-path:inset(50%);}.skip{align-self:flex-start;margin:6px 14px;}.waiting{padding:72px 24px;color:var(--lr-text-muted);text-align:center;}.none{padding:24px 18px;}.none button{margin-top:10px;}.strip{display:flex;align-items:center;gap:12px;border-bottom:1px solid var(--lr-border);padding:6px 14px;background:var(--lr-surface-error);font-size:13px;}.strip span{flex:1;}@media (max-width:1150px){.panes{display:flex;flex-direction:column;overflow-y:auto;}.side{display:contents;}.middle{flex:none;overflow:visible;}lr-verdict{order:-1;}lr-diagnosis{flex:none;border-top:1px solid var(--lr-border);background:var(--lr-surface-side);}.trying .middle{position:sticky;top:0;z-index:1;max-height:45vh;overflow-y:auto;border-bottom:1px solid var(--lr-border);background:var(--lr-surface);}}@media (max-width:860px){.selected .list,lr-divider{display:none;}}`;var R=class extends ne{performUpdate(){try{super.performUpdate()}catch(t){console.error(t),this.renderRoot.textContent=`This part of the page failed: ${K(t)}`}}emit(t,e){this.dispatchEvent(new CustomEvent(t,{detail:e,bubbles:!0,composed:!0}))}};var xe=16,Bn=58,Vn=20,Nt=24;function Gn(n,t,e,r,i,s){let o=document.createElement("canvas"),a=o.getContext("2d"),l=Math.max(...n.map(b=>b.width))/t,d=n.reduce((b,k)=>b+k.height,0)/t;a.font=`12px ${ee}`;let c=To(i.map(({name:b})=>a.measureText(b).width),l),p=(c[c.length-1]?.row??-1)+1,h=Bn+p*Vn;o.width=(l+2*xe)*t,o.height=(d+h+xe)*t,a.scale(t,t),a.fillStyle=s.surface,a.fillRect(0,0,o.width,o.height);let f=(b,k,w,E,H)=>{a.font=`${k} ${ee}`,a.fillStyle=w,a.fillText(Eo(b,l-E+xe,A=>a.measureText(A).width),E,H)};f(e,"500 15px",s.foreground,xe,26),f(r,"13px",s.text,xe,46),i.forEach(({name:b,colour:k,dash:w=[],isArea:E},H)=>{let{left:A,row:O}=c[H],[U,Z]=[xe+A,Bn+O*Vn];a.strokeStyle=a.fillStyle=k,a.lineWidth=2,a.setLineDash([...w]),E?a.fillRect(U,Z+1,Nt,12):(a.beginPath(),a.moveTo(U,Z+7),a.lineTo(U+Nt,Z+7),a.stroke()),f(b,"12px",s.foreground,U+Nt+7,Z+11)});let y=h;for(let b of n)a.drawImage(b,xe,y,b.width/t,b.height/t),y+=b.height/t;return new Promise((b,k)=>{o.toBlob(w=>w?b(w):k(new Error("The picture could not be made.")))})}function Eo(n,t,e){let r=Array.from(n),[i,s]=[n,r.length];for(;s>2&&e(i)>t;){s-=1;let o=Math.ceil(s/2);i=`${r.slice(0,o).join("")}…${r.slice(o-s).join("")}`}return i}function To(n,t){let[e,r]=[0,0];return n.map(i=>{let s=Nt+7+i;e>0&&e+s>t&&([e,r]=[0,r+1]);let o={left:e,row:r};return e+=s+18,o})}function qn(n,t){let e=n.step[0],r=n.step[n.step.length-1];if(e===void 0||r===void 0||r<=e)return n;let i=(r-e)/t,s={step:[],value:[]};for(let o=0;o<n.step.length;o++){let a=n.step[o],l=n.value[o],d=n.step[o-1]??a,c=n.value[o-1]??l,p=l===c?1:Math.ceil((a-d)/i);for(let h=1;h<p;h++)s.step.push(d+(a-d)*h/p),s.value.push(c+(l-c)*h/p);s.step.push(a),s.value.push(l)}return s}function D(n){return n.replace(/(ch|sh|x)es$/,"$1").replace(/s$/,"")}function Zn(n,t){return`${C(Math.abs(n),D(t),t)} ${n>0?"ahead":"behind"}`}function Ct({done:n,total:t}){return t>0?`Still reading: ${x(n)} of ${x(t)} series…`:"Still looking for series…"}function we({where:n,lines:t=[]}){let[e,r]=t;return e===void 0?n:r===void 0||r===e?`${n}, line ${x(e)}`:`${n}, lines ${x(e)}–${x(r)}`}function Ar({disagreements:n}){return n.map(({first:t,last:e})=>({min:t,max:e}))}function Yn(n){let{run:t,tag:e,steps:r,unit:i,logged:s,expected:o,marks:a}=n,l=Ar(n);return`${[`Learning rate of run ${t}, tag ${e}, over ${i} ${x(r.first)} to ${x(r.last)}`,`Logged: ${S(s.first)} at first, ${S(s.last)} at last`,n.curve?`Expected: ${S(o.first)} at first, ${S(o.last)} at last`:"No expected curve",...l.length>0?[Ao(l,r.last,i)]:[],...a.length>0?[`Marked: ${a.map(Ot).join("; ")}`]:[]].join(". ")}.`}function Ao(n,t,e){let[r,i]=[n[0].min,n[n.length-1].max],s=`from ${D(e)} ${x(r)}`;return n.length>1?`The two disagree in ${n.length} stretches ${s} to ${x(i)}`:`The two disagree ${s} ${i===t?"on":`to ${x(i)}`}`}function Ot(n){return`${n.label} ${x(n.step)}`}function Jn(n,t){let e=n.filter(r=>r.x>t.max);return e.length>0?`Beyond this view: ${e.map(Ot).join(", ")}`:null}function Xn({evidence:n,unit:t}){let{time_scale:e,step_offset:r,value_scale:i,variant:s}=n,o=[...s?[s.replaceAll("_"," ")]:[],...e===1?[]:[`${S(e)} times the pace`],...i===1?[]:[`${S(i)} times the rate`],...Math.abs(r)>Po?[Zn(r,t)]:[]];return o.length>0?`followed: ${o.join(", ")}`:"followed"}var Po=1;function Pr({step:n,time:t,elapsed:e},r,i){let s=r==="wall"&&t!==null?Ne(t):r==="relative"&&e!==null?jn(e):null;return`${D(i)} ${x(n)}${s?`, ${s}`:""}`}function Qn(n,t,e){let r=[Pr(n,t,e)];return n.logged!==null&&r.push(`logged ${S(n.logged)}`),n.expected!==null&&r.push(`expected ${S(n.expected)}`),n.error!==null&&r.push(`error ${ve(n.logged,n.expected,n.error)}`),r.join(", ")}function Lt(n){let t=new Float64Array(n);for(let e=0;e<t.length;e++)Number.isFinite(t[e])||(t[e]=NaN);return t}function G(n,t){let e=0,r=n.length;for(;e<r;){let i=e+r>>1;n[i]>t?r=i:e=i+1}return e}function It(n,t){let e=G(n,t),r=n[e],i=n[e-1];return r===void 0||i===void 0?r===void 0?e-1:e:r-t<t-i?e:e-1}function $e(n,t,e){let r=G(n,e),[i,s]=[n[r-1]??NaN,n[r]??NaN],[o,a]=[t[r-1]??NaN,t[r]??NaN];return i===e?o:o+(a-o)*(e-i)/(s-i)}function ti(n,t){let{step:e,wall_time:r}=n.points,i=new Float64Array(e);if(t==="step"||e.length===0)return{places:i,at:l=>l,stepAt:l=>l};let s=t==="relative"?r[0]:0,o=-1/0;for(let l=0;l<e.length;l++)o=Math.max(o,r[l]-s),i[l]=o;let a=Mo(n,o-i[0]);return{places:i,at:l=>ei(e,i,l,a),stepAt:l=>ei(i,e,l,1/a)}}function Mo({points:{step:n},next_change:t},e){let r=n[0],i=n[n.length-1],s=(t?.step??i)-i,o=(t?.eta_seconds??NaN)/s;return s>0&&o>0?o:e>0&&i>r?e/(i-r):1}function ei(n,t,e,r){let i=G(n,e),s=n.length-1;if(i===0)return t[0]-(n[0]-e)*r;if(i>s)return t[s]+(e-n[s])*r;let[o,a]=[n[i-1],n[i]],[l,d]=[t[i-1],t[i]];return l+(d-l)*(e-o)/(a-o)}var _o=500;function ri(n,t,e=null){let{points:r,curve:i,explained:s,inferred_curve:o,marks:a}=n,l=ti(n,t),d=p=>({x:No(p.step,h=>l.at(h)),y:Lt(p.value)}),c=p=>p&&d(qn(p,_o));return{diagnosis:n,timeline:l,edited:e,lines:{logged:{x:l.places,y:Lt(r.value)},expected:c(i),explained:s&&d(s),inferred:c(o),edited:c(e)},error:r.error&&{x:l.places,y:Lt(r.error)},marks:a.map(p=>({...p,x:l.at(p.step)})),spans:Ar(n).map(({min:p,max:h})=>({min:l.at(p),max:l.at(h)}))}}function Dt(n,t){return n.filter(({diagnosis:e})=>!t.has(e.key)).flatMap(({lines:e})=>ce.flatMap(r=>t.has(r)?[]:e[r]??[]))}function Se(n,t){let{points:e,curve:r,explained:i,inferred_curve:s}=n.diagnosis,o=Mr(e,t)?-1:It(e.step,t),a=e.step[o]??t,l=e.wall_time[o]??null,d=n.error?.y[o]??NaN,c=p=>{let h=p?$e(p.step,p.value,a):NaN;return Number.isNaN(h)?null:h};return{step:a,time:l,elapsed:l===null?null:l-(e.wall_time[0]??l),logged:e.value[o]??null,expected:e.expected?.[o]??c(r),error:Number.isNaN(d)?null:d,explained:c(i),inferred:c(s),edited:c(n.edited)}}function ke({diagnosis:n,timeline:t},e){let{step:r}=n.points,i=t.stepAt(e);return Mr({step:r},i)?Math.round(i):r[It(t.places,e)]??0}function ni(n,{step:t},e){let r=t.length-1,i=e===null||Mr({step:t},e)?r+1:It(t,e),s=Math.ceil(t.length/20),a={ArrowLeft:i-1,ArrowRight:i+1,PageUp:i-s,PageDown:i+s,Home:0,End:r}[n];return a===void 0?null:t[Math.min(r,Math.max(0,a))]??null}function Mr({step:n},t){return t>(n[n.length-1]??-1/0)}function No(n,t){let e=new Float64Array(n.length);for(let r=0;r<e.length;r++)e[r]=t(n[r]);return e}var Co=.15,Oo=20,Lo=1e8,ii=1e-6,si=.06,Io=.001;function oi(n){let t=n.map(Do);return{min:Math.min(...t.map(e=>e.min)),max:Math.max(...t.map(e=>e.max))}}function Do({lines:n,marks:t}){let e=n.logged.x,r=n.expected?.x??[],i=[...t.map(c=>c.x),...r.slice(-1)],s=e[0]??r[0]??0,o=e[e.length-1]??s;if(o===s){let c=Math.max(s,...i);return c>s?{min:s,max:c}:{min:s-1,max:s+1}}let a=o+Co*(o-s),l=Math.min(a,r[r.length-1]??o),d=n.edited?.x.slice(-1)??[];return{min:s,max:Math.max(o,l,...d,...i.filter(c=>c<=a))}}function Xe(n,t,e=-1/0){let[r,i]=[1/0,-1/0],s=a=>{a<r&&a>e&&(r=a),a>i&&a>e&&(i=a)};for(let{x:a,y:l}of n){s($e(a,l,t.min)),s($e(a,l,t.max));let d=G(a,t.max);for(let c=G(a,t.min);c<d;c++)s(l[c])}return r<=i?{min:r,max:i}:t.min===-1/0?null:Xe(n,{min:-1/0,max:1/0},e)}function ai(n,t){let e=Xe(n,t);return e&&e.min>0&&e.max/e.min>Oo?"log":"linear"}function li(n,t){return n?t==="log"?Ho(n):Fo(n):t==="log"?{min:1e-4,max:.01}:{min:0,max:1}}function Fo({min:n,max:t}){let e=Math.max(Math.abs(n),Math.abs(t));if(e===0)return{min:-1,max:1};if(t-n<=ii*e){let s=(n+t)/2;return s>0?{min:0,max:2*s}:{min:2*s,max:0}}let r=si*(t-n);return{min:n>=0&&n-r<0?-r/3:n-r,max:t+r}}function Ho({min:n,max:t}){let e=Math.max(n,t/Lo);if(t-e<=ii*t)return{min:t/4,max:t*4};let r=Math.pow(t/e,si);return{min:e/r,max:t*r}}function di(n){let t=Math.max(-Je,Math.min(0,n?.min??0)),e=Math.min(Je,Math.max(0,n?.max??0)),r=Math.max(.12*(e-t),Io-(e-t)/2);return{min:t-r,max:e+r}}function Uo(n){return n==="log"?[Math.log10,t=>10**t]:[t=>t,t=>t]}function Ce({min:n,max:t},e,r,i="linear"){let[s,o]=Uo(i),a=s(e);return{min:o(a+(s(n)-a)*r),max:o(a+(s(t)-a)*r)}}function ci(n,t,e){let r=Math.max(t.max-t.min,Math.min(e,n.max-n.min));if(r>=n.max-n.min)return null;let i=Math.min(Math.max(t.min,n.min),n.max-r);return{min:i,max:i+r}}function pi({min:n,max:t},e){let r=(t-n)/10,i=e<n?e-r-n:e>t?e+r-t:0;return{min:n+i,max:t+i}}function ui({view:n,scale:t,isFull:e,change:r,reset:i,toggleFull:s}){let{axis:o,zoom:a,valueZoom:l,arrangement:d,compared:c,table:p}=n,h=(y,b,k,w,E="")=>u`<button
type="button"
data-testid=${y}
aria-pressed=${k}
title=${E||m}
@click=${w}
>
${b}
</button>`,f=y=>()=>r(y);return u`<div class="controls" role="group" aria-label="Chart">
<div class="segments" role="group" aria-label="Horizontal axis">
${h("axis-step","Step",o==="step",f({axis:"step"}))}
${h("axis-relative","Relative",o==="relative",f({axis:"relative"}))}
${h("axis-wall","Wall",o==="wall",f({axis:"wall"}))}
</div>
<div class="segments" role="group" aria-label="Scale of the value axis">
${h("scale-linear","Linear",t==="linear",f({scale:"linear"}))}
${h("scale-log","Log",t==="log",f({scale:"log"}))}
</div>
${c.length>0?u`<div class="segments" role="group" aria-label="Compared series">
${h("overlay","One chart",d==="overlay",f({arrangement:"overlay"}))}
${h("multiples","One each",d!=="overlay",f({arrangement:"multiples"}))}
</div>`:m}
${h("table","Table",p,f({table:!p}))}
${h("full","Full screen",e,s,"The chart alone (f); Escape leads back")}
<button
type="button"
data-testid="reset-zoom"
title="Double click, or 0. Drag to zoom (with Shift in both directions), or turn the wheel with Ctrl or Alt (and Shift for the values)."
?disabled=${a===null&&l===null}
@click=${i}
>
Reset zoom
</button>
</div>`}var hi="Show or hide; with Alt alone";function _r(n,{diagnosis:t}){return n==="explained"?Xn(t):n}function mi(n,t,e,r,i,s){let{diagnosis:o,spans:a,lines:l,error:d}=n,c=(p,h,f="")=>l[p]?u`<button
type="button"
data-testid=${h}
title="${f&&`${f}. `}${hi}"
aria-pressed=${!r.has(p)}
@click=${y=>s(p,y)}
>
<i
class="line ${p}"
style=${i&&(p==="logged"||p==="expected")?`border-color: ${i}`:m}
></i
>${_r(p,n)} <b class="rate">${S(t[p])}</b>
</button>`:m;return u`<div class="legend" data-testid="legend">
<span class="step ${e}">${Pr(t,e,o.unit)}</span>
${c("logged","logged")}
${l.expected?c("expected","expected"):u`<span class="muted">no expected curve</span>`}
${c("edited","edited-legend")}
${d?u`<span data-testid="error"
>error
<b class="error">${ve(t.logged,t.expected,t.error)}</b></span
>`:m}
${c("explained","line-explained","What the run followed instead")}
${c("inferred","line-inferred","The schedule that the points themselves describe")}
${a.length>0?u`<span><i class="area"></i>disagree</span>`:m}
</div>`}function fi(n,t,e){return n.length<2?m:u`<div class="compared-series" tabindex="0" role="region" aria-label="Compared series">
<table>
<thead>
<tr>
${["series","logged","expected","error"].map(r=>u`<th scope="col">${r}</th>`)}
<th><span class="unseen">remove</span></th>
</tr>
</thead>
<tbody>
${n.map(r=>zo(r,t,e))}
</tbody>
</table>
</div>`}function zo({plotted:n,readout:t,colour:e,remove:r},i,s){let{run:o,tag:a,key:l}=n.diagnosis;return u`<tr data-testid=${r?"compared":"compared-with"}>
<th scope="row">
<button
type="button"
title="${o} ${a}. ${hi}"
aria-pressed=${!i.has(l)}
@click=${d=>s(l,d)}
>
<i class="line" style=${e?`border-color: ${e}`:m}></i><bdi>${o}</bdi>
<bdi class="muted">${a}</bdi>
</button>
</th>
<td><span class="unseen">logged</span> ${S(t.logged)}</td>
<td><span class="unseen">expected</span> ${S(t.expected)}</td>
<td>${ve(t.logged,t.expected,t.error)}</td>
<td>
${r?u`<button type="button" aria-label="Compare no longer with ${o} ${a}" @click=${r}>
✕
</button>`:m}
</td>
</tr>`}var gi=$` :host{display:flex;flex-direction:column;gap:10px;min-width:0;padding:14px 18px;}.controls{display:flex;flex-wrap:wrap;gap:8px;}.segments{display:flex;}.segments button{border-radius:0;}.segments button:first-child{border-radius:4px 0 0 4px;}.segments button:last-child{border-radius:0 4px 4px 0;}.segments button + button{margin-left:-1px;}:host([full]){position:fixed;z-index:5;inset:0;background:var(--lr-surface);overflow-y:auto;}:host([full]) .charts{max-height:none;}.controls [aria-pressed='true']{position:relative;border-color:var(--lr-border-strong);background:var(--lr-surface-code);font-weight:500;}.legends{display:grid;gap:4px;}.legend{display:flex;flex-wrap:wrap;align-items:center;gap:2px 18px;font-size:13px;font-variant-numeric:tabular-nums;}.legend b{font-weight:500;}.legend button,.compared-series button{border:none;padding:0 4px;margin:-1px -4px;min-height:24px;}[aria-pressed='false'] .line{opacity:0.3;}.legend [aria-pressed='false'],.compared-series [aria-pressed='false']{color:var(--lr-text-muted);text-decoration:line-through;}.legend b{display:inline-block;text-align:left;white-space:nowrap;}.legend .rate{min-width:74px;}.legend .error{min-width:136px;}.legend .step{min-width:100px;color:var(--lr-text-muted);}.legend .step.relative{min-width:150px;}.legend .step.wall{min-width:230px;}.compared-series{max-height:172px;overflow-y:auto;font-size:13px;font-variant-numeric:tabular-nums;}.compared-series table{table-layout:fixed;width:100%;max-width:820px;border-collapse:collapse;}.compared-series th,.compared-series td{height:24px;padding:0 8px 0 0;font-weight:400;text-align:left;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;}.compared-series thead th{position:sticky;top:0;background:var(--lr-surface);color:var(--lr-text-muted);font-size:12px;}.compared-series th:first-child button{max-width:100%;margin:0;overflow:hidden;text-overflow:ellipsis;}.compared-series th:nth-child(2),.compared-series th:nth-child(3){width:92px;}.compared-series th:nth-child(4){width:142px;}.compared-series th:nth-child(5){width:40px;}.line{display:inline-block;width:24px;margin-right:7px;border-top:2px solid var(--lr-logged);vertical-align:middle;}.line.expected{border-top:2px dashed var(--lr-expected);}.line.edited{border-top:2px dotted var(--lr-edited);}.line.explained{border-top:2px dotted var(--lr-ok);}.line.inferred{border-top:1px dotted var(--lr-text);}.area{display:inline-block;width:14px;height:12px;margin-right:7px;background:var(--lr-disagree);outline:1px solid color-mix(in srgb,var(--lr-error) 40%,transparent);vertical-align:-1px;}.charts{flex:1;display:grid;gap:12px;min-height:340px;max-height:720px;}.charts.multiples{grid-template-columns:repeat(auto-fit,minmax(min(100%,360px),1fr));max-height:none;}figure{display:flex;flex-direction:column;min-width:0;margin:0;}figcaption{padding-left:8px;font-size:13px;overflow-wrap:anywhere;}lr-chart{flex:1;min-height:240px;}.multiples lr-chart{min-height:320px;}footer{display:flex;flex-wrap:wrap;justify-content:space-between;gap:2px 20px;color:var(--lr-text-muted);font-size:12px;}.beyond{flex-basis:100%;}`;function bi(n,t){let e=[];return[...n].sort((r,i)=>i.at-r.at).map(r=>{let i=Math.max(0,Math.min(r.at,t-r.width)),s=0;for(;(e[s]??1/0)-8<i+r.width;)s++;return e[s]=i,{...r,left:i,row:s}})}function yi(n,t){let e=new Map,r=[];for(let i of[...n].sort((s,o)=>s.at-o.at)){let s=e.get(i.label);if(s?.[0]&&i.at-s[0].at<t){s.push(i);continue}let o=[i];e.set(i.label,o),r.push(o)}return r}var Ft=class{constructor(t,e,r){this.placeAt=t;this.valueAt=e;this.events=r;this.node=Qe("plot-area");this.selection=Qe("selection");this.dragged=null;this.fingers=new Map;this.size={left:0,top:0,width:0,height:0};let{node:i}=this;this.selection.hidden=!0,i.append(this.selection),i.addEventListener("pointerdown",s=>{s.button===0&&(i.setPointerCapture(s.pointerId),this.fingers.set(s.pointerId,this.pointOf(s)),this.dragged=this.fingers.size===1?this.pointOf(s):null,this.select(null))}),i.addEventListener("pointermove",s=>{let o=this.pointOf(s);this.pinch(s.pointerId,o)||(r.onPoint(t(o.left),o.top),this.select(this.draggedBox(s)))}),i.addEventListener("pointerup",s=>this.drop(s)),i.addEventListener("pointercancel",s=>this.endDrag(s)),i.addEventListener("pointerleave",()=>r.onPoint(null,0)),i.addEventListener("dblclick",()=>r.onReset()),i.addEventListener("wheel",s=>this.turn(s),{passive:!1})}cover(t){this.size=t,vi(this.node,t)}pointOf(t){let{left:e,top:r}=this.node.getBoundingClientRect();return{left:Math.min(this.size.width,Math.max(0,t.clientX-e)),top:Math.min(this.size.height,Math.max(0,t.clientY-r))}}draggedBox(t){if(!this.dragged)return null;let{left:e,top:r}=this.pointOf(t),i=this.dragged,s=Math.abs(e-i.left);if(s<5)return null;let o=t.shiftKey?{top:Math.min(r,i.top),height:Math.abs(r-i.top)}:{top:0,height:this.size.height};return{left:Math.min(e,i.left),width:s,...o}}select(t){this.selection.hidden=!t,t&&vi(this.selection,t)}pinch(t,e){let r=this.fingers.get(t),i=[...this.fingers].find(([a])=>a!==t)?.[1];if(!r||!i)return!1;this.fingers.set(t,e);let[s,o]=[r,e].map(({left:a,top:l})=>Math.max(1,Math.hypot(a-i.left,l-i.top)));return s!==o&&this.events.onZoom(this.placeAt((e.left+i.left)/2),null,s/o),!0}drop(t){let[e,r]=[this.draggedBox(t),this.dragged];if(this.endDrag(t),!r)return;if(!e){Math.abs(this.pointOf(t).top-r.top)<5&&this.events.onClick(this.placeAt(r.left));return}let{left:i,top:s,width:o,height:a}=e,l=t.shiftKey&&a>=5;this.events.onDrag({min:this.placeAt(i),max:this.placeAt(i+o)},l?{min:this.valueAt(s+a),max:this.valueAt(s)}:null)}endDrag(t){this.fingers.delete(t.pointerId),this.dragged=null,this.select(null)}turn(t){if(!t.ctrlKey&&!t.altKey)return;t.preventDefault();let e=(t.deltaY||t.deltaX)*(t.deltaMode===0?1:20),r=Math.exp(Math.min(200,Math.max(-200,e))/500),{left:i,top:s}=this.pointOf(t);this.events.onZoom(this.placeAt(i),t.shiftKey?this.valueAt(s):null,r)}};function Qe(n){let t=document.createElement("div");return t.className=n,t}function vi(n,t){for(let e of["left","top","width","height"])n.style[e]=`${t[e]}px`}var Wo=[[1,2,5],[1,3],[1]];function wi({min:n,max:t},e){let r=Math.floor(Math.log10(n)),i=Math.ceil(Math.log10(t));for(let o of Wo){let a=xi(r,i,1).flatMap(l=>o.map(d=>+`${d}e${l}`)).filter(l=>l>=n&&l<=t);if(a.length<3)return Cr({min:n,max:t},e);if(a.length<=e)return a}let s=Math.ceil((i-r+1)/e);return xi(r,i,s).map(o=>+`1e${o}`).filter(o=>o>=n&&o<=t)}function Cr({min:n,max:t},e){let r=jo((t-n)/e),i=[];for(let s=Math.ceil(n/r);s*r<=t;s++)i.push(Number((s*r).toPrecision(12)));return i}function jo(n){let t=Math.floor(Math.log10(n)),e=[1,2,5].find(r=>+`${r}e${t}`>=n);return e?+`${e}e${t}`:+`1e${t+1}`}function xi(n,t,e){let r=[];for(let i=n;i<=t;i+=e)r.push(i);return r}var Or=60,Lr=3600,Nr=24*Lr,$i=Array.from({length:16},(n,t)=>[1,2,5].map(e=>e*10**t)).flat(),Ko=[.001,.01,.1,1,2,5,10,15,30,...[1,2,5,10,15,30].map(n=>n*Or),...[1,2,3,6,12].map(n=>n*Lr),...$i.map(n=>n*Nr)];function Si(n,{min:t,max:e},r){let s=(n==="step"?$i:Ko).find(l=>(e-t)/l<=r)??(e-t)/r,o=n==="wall"?new Date(t*1e3).getTimezoneOffset()*Or:0,a=[];for(let l=Math.ceil((t-o)/s);l*s+o<=e;l++)a.push(Number((l*s+o).toPrecision(15)));return a}function Ir(n,t){if(n==="step")return t.map(x);let e=(t[1]??0)-(t[0]??0);if(n==="relative"){let i=[[Nr,"d"],[Lr,"h"],[Or,"min"]],[s,o]=i.find(([a])=>e>=a)??[1,"s"];return t.map(a=>`${Number((a/s).toFixed(3))} ${o}`)}let r="";return t.map(i=>{let[s,o]=Ne(i,e).split(" "),a=e>=Nr?s:s===r?o:`${o}
${s}`;return r=s,a})}var ki=4;function Ri({x:n,y:t},{min:e,max:r},i){let s=Math.max(0,G(n,e)-1),o=Math.min(n.length,G(n,r)+1);if(o-s<=ki*i)return{x:n.subarray(s,o),y:t.subarray(s,o)};let a=new Int32Array(ki*(i+4)),l=(r-e)/i,d=0;for(let p=s;p<o;){let h=e+(Math.floor((n[p]-e)/l)+1)*l,[f,y,b]=[p,p,p],[k,w]=[1/0,-1/0];do{let E=t[b];E<k&&([k,f]=[E,b]),E>w&&([w,y]=[E,b]),b++}while(b<o&&n[b]<h);for(let E of[p,Math.min(f,y),Math.max(f,y),b-1])(d===0||E>a[d-1])&&(a[d++]=E);p=b}let c=a.subarray(0,d);return{x:Float64Array.from(c,p=>n[p]),y:Float64Array.from(c,p=>t[p])}}var Bo=36,Vo=26,et=4,Ei=13,Ti=16,Go=14,qo=2.5,tt=class{constructor(t,e,r){this.container=t;this.isLabelled=e;this.canvas=document.createElement("canvas");this.pen=this.canvas.getContext("2d");this.box={left:0,top:0,width:0,height:0};this.drawn={width:0,height:0};this.crosshair=Qe("crosshair");this.pin=Qe("pin");this.canvas.height=0,this.area=new Ft(i=>this.placeAt(i),i=>this.valueAt(i),r),this.crosshair.hidden=this.pin.hidden=!0,this.area.node.append(this.pin,this.crosshair),t.append(this.canvas,this.area.node)}get isFit(){let{clientWidth:t,clientHeight:e}=this.container;return this.drawn.width===t&&this.drawn.height===e}measure(t,e){this.frame=t;let{clientWidth:r,clientHeight:i}=this.container,{ratio:s}=t;this.drawn={width:r,height:i},this.canvas.width=Math.round(r*s),this.canvas.height=Math.round(i*s),this.pen.setTransform(s,0,0,s,0,0),this.pen.font=Te,this.box.top=e,this.box.height=Math.max(1,i-e-this.footHeight);let o=this.frame.formatTicks(this.valueTicks()),a=this.isLabelled?Ti:0;return Math.ceil(Math.max(24,...o.map(l=>this.pen.measureText(l).width)))+14+a}begin(t,e){let{clientWidth:r,clientHeight:i}=this.container,s=Math.max(1,r-t-ut);this.box={left:t,top:e,width:s,height:Math.max(1,i-e-this.footHeight)},this.area.cover(this.box),this.pen.clearRect(0,0,r,i),this.drawAxes()}setCursor(t,e){this.stand(this.crosshair,t),this.stand(this.pin,e)}stand(t,e){let{min:r,max:i}=this.frame.view;t.hidden=e===null||e<r||e>i,e!==null&&(t.style.transform=`translateX(${this.leftOf(e)-this.box.left}px)`)}leftOf(t){let{min:e,max:r}=this.frame.view;return this.box.left+(t-e)/(r-e)*this.box.width}topOf(t){let{box:e,to:r}=this,{min:i,max:s}=this.frame.values;return e.top+e.height*(1-(r(t)-r(i))/(r(s)-r(i)))}placeAt(t){let{min:e,max:r}=this.frame.view;return e+(r-e)*t/this.box.width}valueAt(t){let{min:e,max:r}=this.frame.values,i=this.to(r)+(this.to(e)-this.to(r))*t/this.box.height;return this.frame.scale==="log"?10**i:i}drawTrack(t,{colour:e,width:r,dash:i=[],hasDots:s=!1}){let{pen:o,box:a}=this,{x:l,y:d}=Ri(t,this.frame.view,Math.ceil(a.width*this.frame.ratio)),c=s&&l.length*Go<a.width,p=new Path2D;this.clipped(()=>{o.strokeStyle=o.fillStyle=e,o.lineWidth=r,o.lineJoin="round",i.length===0&&(o.lineCap="round"),o.setLineDash([...i]),o.beginPath();let h=!0;for(let f=0;f<l.length;f++){let y=this.leftOf(l[f]),b=this.topOf(d[f]);if(!Number.isFinite(b)){h=!0;continue}h&&o.moveTo(y,b),o.lineTo(y,b),h=!1,c&&Ai(p,y,b,qo)}o.stroke(),o.fill(p)})}drawPoint(t,e,r,i){let[s,o]=[this.leftOf(t),this.topOf(e)],{pen:a,box:l}=this;if(s<l.left||s>l.left+l.width||!(o>=l.top&&o<=l.top+l.height))return;let d=new Path2D;Ai(d,s,o,i),a.fillStyle=r,a.fill(d)}shade({min:t,max:e},r){let[i,s]=[this.leftOf(t),this.leftOf(e)];this.clipped(()=>{this.pen.fillStyle=r,this.pen.fillRect(i-1,this.box.top,s-i+2,this.box.height)})}clipped(t){let{left:e,top:r,width:i,height:s}=this.box;this.pen.save(),this.pen.beginPath(),this.pen.rect(e,r,i,s),this.pen.clip(),t(),this.pen.restore()}get to(){return this.frame.scale==="log"?Math.log10:t=>t}get footHeight(){return this.isLabelled?et+8+Ei*(this.frame.axis==="wall"?2:1)+Ti:8}valueTicks(){let t=Math.max(3,Math.floor(this.box.height/Bo));return(this.frame.scale==="log"?wi:Cr)(this.frame.values,t)}drawAxes(){let{pen:t,box:e}=this,{palette:r,axis:i,formatTicks:s,view:o}=this.frame,[a,l]=[e.left+e.width,e.top+e.height],d=this.valueTicks();t.font=Te;let c=Ir(i,[o.min,o.max]).flatMap(f=>f.split(`
`)),p=Math.max(...c.map(f=>t.measureText(f).width))+Vo,h=Si(i,o,Math.max(2,Math.floor(e.width/p)));t.fillStyle=r.text,t.strokeStyle=r.grid,t.lineWidth=1,t.setLineDash([]),t.beginPath(),t.textAlign="right",t.textBaseline="middle",s(d).forEach((f,y)=>{let b=Ht(this.topOf(d[y]));t.moveTo(e.left-et,b),t.lineTo(a,b),t.fillText(f,e.left-et-4,b)}),t.textAlign="center",t.textBaseline="top",Ir(i,h).forEach((f,y)=>{let b=Ht(this.leftOf(h[y]));t.moveTo(b,e.top),t.lineTo(b,l+et),this.isLabelled&&f.split(`
`).forEach((k,w)=>{t.fillText(k,b,l+et+4+w*Ei)})}),t.stroke(),this.drawNames()}drawNames(){let{pen:t,box:e}=this,{placeName:r,valueName:i}=this.frame;if(!this.isLabelled){t.textAlign="right",t.textBaseline="bottom",t.fillText(i,e.left+e.width,e.top-2);return}t.textBaseline="bottom",t.fillText(r,e.left+e.width/2,this.container.clientHeight),t.save(),t.translate(0,e.top+e.height/2),t.rotate(-Math.PI/2),t.textBaseline="top",t.fillText(i,0,1),t.restore()}};function Ht(n){return Math.round(n)+.5}function Ai(n,t,e,r){n.moveTo(t+r,e),n.arc(t,e,r,0,2*Math.PI)}var rt=15,Zo=110,Pi=5;function Mi(n,t,e,r){n.font=Te;let i=t.filter(({x:o})=>o>=e.min&&o<=e.max).map(o=>({...o,at:(o.x-e.min)/(e.max-e.min)*r})),s=yi(i,Zo).map(o=>{let a=o[0],l=o[o.length-1],d=l===a?"":`–${x(l.step)} (${o.length} times)`,c=Ot(a)+d;return{mark:a,at:a.at,text:c,width:n.measureText(c).width}});return bi(s,r)}function Dr(n,t,e,r){let{pen:i,box:s}=n;i.save(),i.font=Te,i.textAlign="left",i.textBaseline="alphabetic",i.setLineDash([2,3]),i.lineWidth=1;let o=({row:a})=>a*rt+Pi;for(let{kind:a,step:l,x:d}of t){let c=Ht(n.leftOf(d));if(!(c>=s.left&&c<=s.left+s.width+1))continue;let p=e.find(({mark:h})=>h.step===l&&h.kind===a);i.strokeStyle=a==="onset"?r.fault:r.mark,i.beginPath(),i.moveTo(c,s.top-(p?o(p):0)),i.lineTo(c,s.top+s.height),i.stroke()}for(let a of e){let[l,d]=[s.left+a.left,s.top-o(a)];i.fillStyle=r.surface,i.fillRect(l,d-rt+Pi,a.width,rt-2),i.fillStyle=a.mark.kind==="onset"?r.fault:r.text,i.fillText(a.text,l,d)}i.restore()}var _i=10,Ni=16,Yo=4,Ut=class{constructor(t,e,r){this.places=t;this.model=e;this.highlighted=null;this.ratio=null;this.main=new tt(t[0],!0,r),this.strip=new tt(t[1],!1,{...r,onPoint:i=>r.onPoint(i,NaN),onDrag:i=>r.onDrag(i,null),onZoom:(i,s,o)=>r.onZoom(i,null,o)}),this.values=Ci(e)}get canvases(){return[this.main.canvas,this.strip.canvas].filter(({height:t})=>t>0)}get plot(){return this.main.box}leftOf(t){return this.main.leftOf(t)}get drawnValues(){return this.values}update(t){this.model=t,this.values=Ci(t),this.draw()}setCursor(t,e){this.main.setCursor(t,e),this.strip.setCursor(t,e)}linesNear(t,e){let{shown:r,hidden:i,palette:s}=this.model,o=He(s),a=[];for(let l of r)for(let d of Oi(l,r,i)){let{x:c,y:p}=l.plotted.lines[d],h=$e(c,p,t);if(Number.isNaN(h))continue;let f=Math.abs(this.main.topOf(h)-this.main.box.top-e);a.push({series:l,line:d,value:h,distance:f,style:Li(l,d,o)})}return a.sort((l,d)=>l.distance-d.distance)}highlight(t){t?.series===this.highlighted?.series&&t?.line===this.highlighted?.line||(this.highlighted=t,this.draw())}at(t,e){this.ratio=t,this.draw();try{return e()}finally{this.ratio=null,this.draw()}}fit(){(!this.main.isFit||!this.strip.isFit)&&this.draw()}draw(){let[t,e]=this.places,{shown:r,all:i,view:s,scale:o,axis:a,palette:l}=this.model,d=o==="log",p={step:[...new Set(r.map(({plotted:A})=>D(A.diagnosis.unit)))].join(" / "),relative:"time since the first point",wall:"time"}[a],h={palette:l,axis:a,view:s,placeName:p,ratio:this.ratio??devicePixelRatio},f={...h,scale:o,values:this.values,valueName:"learning rate",formatTicks:d?A=>A.map(O=>S(O)):Un},y=i.flatMap(({error:A})=>A??[]),b={...h,scale:"linear",values:di(Xe(y,s)),valueName:"relative error",formatTicks:A=>A.map(Rr)},k=Math.max(this.main.measure(f,_i),this.strip.measure(b,Ni));if(t.clientWidth===0||t.clientHeight===0)return;let w=r[0]?.plotted.marks??[],E=Mi(this.main.pen,w,s,t.clientWidth-k-ut),H=E.reduce((A,{row:O})=>Math.max(A,O+1),0);this.main.begin(k,_i+H*rt),this.drawMain(E),e.clientHeight!==0&&(this.strip.begin(k,Ni),this.drawStrip())}drawMain(t){let{main:e}=this,{shown:r,hidden:i,palette:s}=this.model,o=He(s),a=r[0]?.plotted;for(let l of a?.spans??[])e.shade(l,s.disagree);for(let l of r)for(let d of Oi(l,r,i)){let c=Li(l,d,o),p=this.highlighted?.series===l&&this.highlighted.line===d;e.drawTrack(l.plotted.lines[d],p?{...c,width:c.width+1.5}:c)}Dr(e,a?.marks??[],t,s);for(let{plotted:l,logged:d}of r){if(i.has(l.diagnosis.key)||i.has("logged"))continue;let{x:c,y:p}=l.lines.logged,h=c.length-1;h>=0&&e.drawPoint(c[h],p[h],d,Yo)}}drawStrip(){let{strip:t}=this,{shown:e,hidden:r,palette:i}=this.model,s=e[0]?.plotted;for(let o of s?.spans??[])t.shade(o,i.disagree);for(let{plotted:o,logged:a}of e)!o.error||r.has(o.diagnosis.key)||t.drawTrack(o.error,{colour:a,width:1.5,hasDots:!0});Dr(t,s?.marks??[],[],i)}};function Ci({all:n,view:t,hidden:e,values:r,scale:i}){let s=i==="log"?0:-1/0;return r??li(Xe(Dt(n,e),t,s),i)}function Oi({plotted:n},t,e){if(e.has(n.diagnosis.key))return[];let r=n===t[0]?.plotted;return ce.filter(i=>n.lines[i]&&!e.has(i)&&(r||i==="logged"||i==="expected"))}function Li(n,t,e){return t==="logged"||t==="expected"?{...e[t],colour:n[t]}:e[t]}var P=$` :host{display:block;color:var(--lr-text);font:14px/1.45 ${Tt(ee)};}:host([hidden]){display:none;}*,*::before,*::after{box-sizing:border-box;}:focus-visible{outline:2px solid var(--lr-link);outline-offset:2px;}h2,h3,p,ol,ul,pre,dl,dd{margin:0;padding:0;}h3{color:var(--lr-text-muted);font-size:11px;font-weight:500;letter-spacing:0.06em;text-transform:uppercase;}button{border:1px solid var(--lr-border);border-radius:4px;padding:0 10px;min-height:28px;background:transparent;color:var(--lr-text);font:inherit;font-size:13px;cursor:pointer;}button:hover:not(:disabled){background:var(--lr-surface-hover);}button:disabled{color:var(--lr-text-muted);opacity:0.6;cursor:default;}.number{white-space:nowrap;}code{font-family:'Roboto Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:0.9em;}.muted{color:var(--lr-text-muted);}.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;}.warnings{display:grid;gap:8px;border-left:3px solid var(--lr-warning);border-radius:0 4px 4px 0;padding:9px 12px;background:var(--lr-surface-warning);font-size:13.5px;}.formula{font-family:'Roboto Mono',Menlo,Consolas,monospace;font-size:12.5px;overflow-wrap:anywhere;}@media (forced-colors:active){[aria-pressed='true'],.row.selected{forced-color-adjust:none;border-color:Highlight !important;background:Highlight !important;color:HighlightText !important;}[aria-pressed='true'] *,.row.selected *{color:HighlightText !important;}.row.selected path{stroke:HighlightText !important;}}.severity-error{color:var(--lr-error);}.severity-warning{color:var(--lr-warning);}.severity-notice{color:var(--lr-notice);}.severity-ok{color:var(--lr-ok);}.severity-unknown{color:var(--lr-unknown);}`;var Jo=8,zt=14,X=class extends R{constructor(){super(...arguments);this.place=null;this.pinned=null;this.top=null;this.chart=null;this.resizing=new ResizeObserver(()=>{this.chart?.fit(),this.chart?.setCursor(this.place,this.pinned)})}get canvases(){return this.chart?.canvases??[]}at(e,r){return this.chart?.at(e,()=>r(this.canvases))??null}get values(){return this.chart?.drawnValues??null}connectedCallback(){super.connectedCallback(),this.resizing.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.resizing.disconnect()}render(){let[e]=this.model.shown;return u`<div
class="main"
data-testid="chart"
role="img"
aria-label=${e?Yn(e.plotted.diagnosis):""}
>
${this.renderTooltip()}
</div>
<div
class="strip"
data-testid="error-strip"
role="img"
aria-label="Relative error over the same axis"
?hidden=${this.model.all.every(({error:r})=>!r)}
></div>`}renderTooltip(){let{place:e,top:r}=this,i=this.chart?.plot;if(e===null||r===null||!i||i.width<1)return m;let s=this.chart.linesNear(e,r).slice(0,Jo);if(s.length===0)return m;let[o]=this.model.shown,a=this.model.shown.length===1,{unit:l}=o.plotted.diagnosis,d=this.chart.leftOf(e),c=d>i.left+i.width/2,p=r>i.height/2,{width:h,height:f}=this.chart.canvases[0].getBoundingClientRect(),y=c?`max(0px, ${d-zt}px - 100%)`:`min(${d+zt}px, ${h}px - 100%)`,b=p?`max(0px, ${i.top+r-zt}px - 100%)`:`min(${i.top+r+zt}px, ${f}px - 100%)`,k=Math.round(o.plotted.timeline.stepAt(e));return u`<div
class="tooltip ${a?"":"of-several"}"
data-testid="tooltip"
aria-hidden="true"
style="transform: translate(${y}, ${b})"
>
${D(l)} ${x(k)}
${s.map(({series:{plotted:w},line:E,value:H,style:A},O)=>{let U=Se(w,ke(w,e))[E]??H;return u`<div class=${O===0?"nearest":""}>
<i style="border-top-color: ${A.colour}; ${A.dash?"border-top-style: dashed":""}"></i>
${a?m:u`<bdi>${w.diagnosis.run}</bdi>`}
<span>${E==="explained"?"followed":E}</span>
<b>${S(U)}</b>
</div>`})}
</div>`}firstUpdated(){let[e,r]=this.renderRoot.querySelectorAll(".main, .strip");this.chart=new Ut([e,r],this.model,{onPoint:(i,s)=>{this.top=i===null||Number.isNaN(s)?null:s,this.emit("lr-point",i)},onClick:i=>this.emit("lr-pin",i),onDrag:(i,s)=>this.ask({places:i,...s&&{values:s}}),onZoom:(i,s,o)=>this.turn(i,s,o),onReset:()=>this.emit("lr-reset",null)})}updated(e){e.has("model")&&this.chart?.update(this.model);let r=this.place!==null&&this.top!==null;this.chart?.highlight(r&&this.chart.linesNear(this.place,this.top)[0]||null),this.chart?.setCursor(this.place,this.pinned)}turn(e,r,i){let{view:s,whole:o,values:a,scale:l}=this.model,d=r===null?s.min<=o.min&&s.max>=o.max:a===null;i>1&&d||(r===null?this.ask({places:Ce(s,e,i)}):this.chart&&this.ask({values:Ce(this.chart.drawnValues,r,i,l)}))}ask(e){this.emit("lr-zoom",e)}};X.styles=[P,$` :host{display:flex;flex-direction:column;position:relative;user-select:none;}.main,.strip{position:relative;overflow:hidden;}.main{flex:1;min-height:0;}.strip:not([hidden]){flex:0 0 clamp(70px,20%,110px);}canvas{position:absolute;width:100%;height:100%;}.plot-area{position:absolute;cursor:crosshair;touch-action:pan-y;}.selection{position:absolute;background:color-mix(in srgb,var(--lr-link) 18%,transparent);pointer-events:none;}.crosshair{position:absolute;top:0;bottom:0;border-left:1px solid var(--lr-text);pointer-events:none;}.pin{position:absolute;top:0;bottom:0;border-left:2px solid var(--lr-link);pointer-events:none;}.tooltip{position:absolute;z-index:2;top:0;left:0;min-width:150px;max-width:min(340px,60%);border:1px solid var(--lr-border-strong);border-radius:4px;padding:6px 9px;background:var(--lr-surface);font-size:12px;font-variant-numeric:tabular-nums;pointer-events:none;}.tooltip div{display:grid;grid-template-columns:18px auto minmax(max-content,1fr);align-items:center;gap:7px;}.of-several div{grid-template-columns:18px minmax(0,auto) auto minmax(max-content,1fr);}.tooltip b{text-align:right;}.tooltip .nearest{font-weight:500;}.tooltip bdi{margin-right:-2px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;}.tooltip i{border-top:2px solid;}`],g([v({attribute:!1})],X.prototype,"model",2),g([v({attribute:!1})],X.prototype,"place",2),g([v({attribute:!1})],X.prototype,"pinned",2),g([M()],X.prototype,"top",2),X=g([T("lr-chart")],X);var nt=26,Ii=10,Xo=n=>n.charAt(0).toUpperCase()+n.slice(1),oe=class extends R{constructor(){super(...arguments);this.top=0;this.height=0;this.resizing=new ResizeObserver(()=>this.height=this.clientHeight);this.onScroll=()=>{this.top=this.scrollTop}}connectedCallback(){super.connectedCallback(),this.resizing.observe(this),this.addEventListener("scroll",this.onScroll),this.tabIndex=0,this.role="region",this.ariaLabel="Points"}disconnectedCallback(){super.disconnectedCallback(),this.resizing.disconnect()}render(){let{run:e,tag:r,points:i,steps:s,unit:o}=this.plotted.diagnosis,a=i.step.length,l=Math.max(0,Math.min(a,Math.floor(this.top/nt))-Ii),d=Math.min(a,l+Math.ceil(this.height/nt)+2*Ii),c=p=>u`<tbody aria-hidden="true" style="height: ${p*nt}px; display: block"></tbody>`;return u`<table aria-rowcount=${a+1} data-testid="points-table">
<caption class="unseen">
${e} ${r}:
${C(s.count,"point")}${a<s.count?`, of which ${x(a)} are listed`:""}
</caption>
<thead>
<tr aria-rowindex="1">
${[Xo(D(o)),"Time","Logged","Expected","Relative error"].map(p=>u`<th scope="col">${p}</th>`)}
</tr>
</thead>
${c(l)}
<tbody>
${Array.from({length:d-l},(p,h)=>this.renderRow(l+h))}
</tbody>
${c(a-d)}
</table>`}renderRow(e){let{points:r,disagreements:i}=this.plotted.diagnosis,{step:s,wall_time:o,value:a,expected:l,error:d}=r,c=o[e],[p,h]=[a[e]??null,l?.[e]??null],f=i.some(({first:y,last:b})=>y<=s[e]&&s[e]<=b);return u`<tr aria-rowindex=${e+2} class=${f?"off":""}>
<td>${x(s[e]??null)}</td>
<td>${c===void 0?"–":Ne(c)}</td>
<td>${S(p)}</td>
<td>${S(h)}</td>
<td>${ve(p,h,d?.[e]??null)}</td>
</tr>`}firstUpdated(){let{points:e,disagreements:r}=this.plotted.diagnosis,i=r[0]?e.step.indexOf(r[0].first):-1;i>0&&(this.scrollTop=(i-1)*nt)}};oe.styles=[P,$` :host{flex:1;min-height:200px;overflow:auto;border:1px solid var(--lr-border);}table{width:100%;border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums;}th,td{height:${nt}px;padding:0 12px;text-align:right;white-space:nowrap;}th{position:sticky;top:0;background:var(--lr-surface-code);font-weight:500;}td{border-top:1px solid var(--lr-border);}.off{background:var(--lr-disagree);}`],g([v({attribute:!1})],oe.prototype,"plotted",2),g([M()],oe.prototype,"top",2),g([M()],oe.prototype,"height",2),oe=g([T("lr-points-table")],oe);var Qo={step:1,relative:.01,wall:.01},ea=1e-9,it=1.5,ta="Left and right arrow keys move from point to point, Page Up and Page Down further, Home and End to the ends. Plus and minus zoom, up and down arrow keys zoom the values, 0 shows all. Enter sets a marker that stays, or takes it away.",F=class extends R{constructor(){super(...arguments);this.edited=null;this.theme="light";this.cursor=null;this.said="";this.full=!1;this.models=[];this.kept=new te;this.reset=()=>this.store.change({zoom:null,valueZoom:null});this.toggleFull=()=>{this.full=!this.full,this.full?this.requestFullscreen?.().catch(()=>{}):document.fullscreenElement&&document.exitFullscreen()};this.onPoint=({detail:e})=>{this.cursor=e===null?null:ke(this.first,e)};this.onKey=e=>{e.ctrlKey||e.metaKey||e.altKey||!this.press(e.key)||e.preventDefault()}}connectedCallback(){super.connectedCallback(),this.addEventListener("fullscreenchange",()=>this.full=document.fullscreenElement!==null)}willUpdate(e){let r=e.get("diagnosis");r&&r.key!==this.diagnosis.key&&(this.cursor=null,this.said="");let{axis:i,scale:s,zoom:o,valueZoom:a,hiddenLines:l,arrangement:d}=this.state.view,c=[i,s,o,a,l,d,this.theme,this.edited],{colours:p}=this.state,h=[this.diagnosis,...this.state.compared];this.models=this.kept.of([...c,p,...h],()=>this.arrange(h))}get model(){return this.models[0]}get first(){return this.model.all[0]}drawImage(){let e=[...this.charts];if(e.every(({canvases:c})=>c.length===0))return null;let r=vt(this),{run:i,tag:s,headline:o}=this.diagnosis,a=Math.max(2,devicePixelRatio),l=c=>Gn(c,a,`${i} ${s}`,o,this.legendOf(r),r),d=(c,p)=>{let[h,...f]=c;return h?h.at(a,y=>d(f,[...p,...y])):l(p)};return d(e,[])}legendOf(e){let r=He(e),{hiddenLines:i,arrangement:s}=this.state.view,o=s==="overlay"&&this.model.all.length>1,{first:a}=this,l=ce.filter(c=>a.lines[c]&&!i.has(c));return[...(o?this.model.all.filter(({diagnosis:c})=>!i.has(c.key)):[]).map(({diagnosis:c})=>({name:`${c.run} ${c.tag}`,colour:this.colourOf(c)??e.logged})),...l.map(c=>({...r[c],...o&&(c==="logged"||c==="expected")&&{colour:e.text},name:_r(c,a)})),...a.spans.length>0?[{name:"disagree",colour:e.disagree,isArea:!0}]:[]]}colourOf({key:e}){let r=this.state.colours.get(e);return r===void 0?null:vt(this).runs[r]??null}arrange(e){let{axis:r,scale:i,zoom:s,valueZoom:o,hiddenLines:a,arrangement:l}=this.state.view,d=this.models[0],c=d?.axis===r?d.all:[],p=e.map((A,O)=>{let U=O===0?this.edited:null,Z=qt=>qt.diagnosis===A&&qt.edited===U;return c.find(Z)??ri(A,r,U)}),h=oi(p),f=i==="auto"?ai(Dt(p,a),h):i,y=o&&(f==="linear"||o.min>0)?o:null,b=vt(this),k={all:p,axis:r,scale:f,view:s??h,whole:h,values:y,hidden:a,palette:b},{logged:w,expected:E}=b;if(l!=="overlay")return p.map(A=>({...k,shown:[{plotted:A,logged:w,expected:E}]}));let H=p.map(A=>{let O=this.colourOf(A.diagnosis);return O?{plotted:A,logged:O,expected:O}:{plotted:A,logged:w,expected:E}});return[{...k,shown:H}]}render(){let{first:e}=this,{view:r}=this.state,{axis:i,arrangement:s,table:o,pin:a}=r,l=this.cursor??a??this.diagnosis.steps.last??0;return u`${ui({view:r,scale:this.model.scale,isFull:this.full,change:d=>this.store.change(d),reset:this.reset,toggleFull:this.toggleFull})}
<div class="legends">${this.renderLegends(l)}</div>
${o?u`<lr-points-table .plotted=${e}></lr-points-table>`:u`<div
class="charts ${s}"
data-testid="charts"
role="application"
aria-roledescription="chart"
aria-label="Learning rate over ${i==="step"?"steps":"time"}"
aria-describedby="keys"
tabindex="0"
@keydown=${this.onKey}
@lr-point=${this.onPoint}
@lr-pin=${({detail:d})=>this.pinAt(ke(e,d))}
@lr-zoom=${d=>this.zoom(d.detail)}
@lr-reset=${this.reset}
>
${this.models.map(d=>this.renderChart(d,l))}
</div>`}
<p id="keys" class="unseen">${ta}</p>
<p class="unseen" aria-live="polite" data-testid="announced">${this.said}</p>
${this.renderFooter(e)}`}renderLegends(e){let{first:r}=this,{axis:i,hiddenLines:s,arrangement:o,pin:a}=this.state.view,l=r.timeline.at(e),d=this.model.all.map(({diagnosis:f})=>this.colourOf(f)),c=this.model.all.map(({diagnosis:f})=>f.key),p=ce.filter(f=>r.lines[f]),h=f=>(y,b)=>{b.altKey?this.store.isolate(y,f):this.store.toggle("hiddenLines",y)};return[mi(r,Se(r,e),i,s,o==="overlay"?d[0]:null,h(p)),fi(this.model.all.map((f,y)=>({plotted:f,readout:Se(f,this.cursor===null&&a===null?f.diagnosis.steps.last??0:ke(f,l)),colour:d[y],remove:y===0?null:()=>this.store.toggleCompared(f.diagnosis)})),s,h(c))]}renderChart(e,r){let{pin:i}=this.state.view,{timeline:s}=this.first,{diagnosis:o}=e.shown[0].plotted,{run:a,tag:l}=o;return u`<figure>
${this.models.length>1?u`<figcaption style="border-left: 6px solid ${this.colourOf(o)??"transparent"}">
<bdi>${a}</bdi> <bdi class="muted">${l}</bdi>
</figcaption>`:m}
<lr-chart
.model=${e}
.place=${this.cursor===null?null:s.at(r)}
.pinned=${i===null?null:s.at(i)}
></lr-chart>
</figure>`}renderFooter({marks:e}){let{steps:r,points:i}=this.diagnosis,s=Jn(e,this.model.view),o=i.step.length;return u`<footer>
<span>
${C(r.count,"point")}${o<r.count?`, drawn by the ${x(o)} that make up the picture`:""}
</span>
${s?u`<span class="beyond">${s}</span>`:m}
</footer>`}zoom({places:e,values:r}){let i={};e&&(i.zoom=ci(this.model.whole,e,Qo[this.state.view.axis])),r&&r.max-r.min>ea*Math.abs(r.max)&&(i.valueZoom=r),this.store.change(i)}pinAt(e){this.store.change({pin:this.state.view.pin===e?null:e})}press(e){let{first:r}=this,i=ni(e,this.diagnosis.points,this.cursor);if(i!==null){this.cursor=i;let l=r.timeline.at(i);return(l<this.model.view.min||l>this.model.view.max)&&this.zoom({places:pi(this.model.view,l)}),this.said=this.model.all.map(c=>{let p=Qn(Se(c,ke(c,l)),this.state.view.axis,c.diagnosis.unit);return c===r?p:`${c.diagnosis.run}: ${p}`}).join("; "),!0}let s={"+":1/it,"=":1/it,"-":it}[e],o={ArrowUp:1/it,ArrowDown:it}[e],a=this.charts[0]?.values;if(e==="0")this.reset();else if(e==="Enter")this.pinAt(this.cursor??this.diagnosis.steps.last??0);else if(s){let l=(this.model.view.min+this.model.view.max)/2,d=this.cursor===null?l:r.timeline.at(this.cursor);this.zoom({places:Ce(this.model.view,d,s)})}else if(o&&a){let l=this.cursor===null?null:Se(r,this.cursor).logged,d=l!==null&&l>a.min&&l<a.max,c=this.model.scale==="log"?Math.sqrt(a.min*a.max):(a.min+a.max)/2;this.zoom({values:Ce(a,d?l:c,o,this.model.scale)})}else return!1;return!0}};F.styles=[P,gi],g([v({attribute:!1})],F.prototype,"store",2),g([v({attribute:!1})],F.prototype,"state",2),g([v({attribute:!1})],F.prototype,"diagnosis",2),g([v({attribute:!1})],F.prototype,"edited",2),g([v({attribute:!1})],F.prototype,"theme",2),g([M()],F.prototype,"cursor",2),g([M()],F.prototype,"said",2),g([v({type:Boolean,reflect:!0})],F.prototype,"full",2),g([Fn("lr-chart")],F.prototype,"charts",2),F=g([T("lr-chart-panel")],F);async function Wt(n){try{return await navigator.clipboard.writeText(n),!0}catch{return ra(n)}}function ra(n){let t=document.createElement("textarea");t.value=n,t.style.position="fixed",t.style.opacity="0",document.body.append(t),t.select();try{return document.execCommand("copy")}catch{return!1}finally{t.remove()}}var na=2e3,ae=class extends R{constructor(){super(...arguments);this.text="";this.heading=null;this.answer=""}render(){return u`${this.heading?u`<div class="heading">
<h3>${this.heading}</h3>
<button type="button" @click=${this.copy}>${this.answer||"Copy"}</button>
<span class="unseen" role="status">${this.answer}</span>
</div>`:m}
<pre tabindex="0" class=${ia(this.text)?"words":""}>${this.text}</pre>`}async copy(){this.answer=await Wt(this.text)?"Copied":"Select and copy by hand",setTimeout(()=>this.answer="",na)}};ae.styles=[P,$` .heading{display:flex;align-items:center;justify-content:space-between;min-height:24px;}pre{max-height:320px;overflow:auto;border-radius:4px;background:var(--lr-surface-code);scrollbar-color:var(--lr-border-strong) var(--lr-surface-code);padding:10px 12px;font:12px/1.5 'Roboto Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;tab-size:2;}.words{font-family:inherit;font-size:13.5px;white-space:pre-wrap;overflow-wrap:anywhere;}button{border-color:transparent;min-height:24px;padding:0 6px;color:var(--lr-link);font-size:12px;}`],g([v({attribute:!1})],ae.prototype,"text",2),g([v({attribute:!1})],ae.prototype,"heading",2),g([M()],ae.prototype,"answer",2),ae=g([T("lr-code")],ae);function ia(n){return n.trim().split(`
`).every(t=>/^[A-Z0-9“"'(].*[.:]$/.test(t.trim())&&!/[;{}]$/.test(t))}var sa=/([-+−]?\d[\d.,]*(?:e[-+]?\d+)?(?: ?%)?)/,oa=/`([^`]+)`/;function L(n){return n.split(oa).flatMap((t,e)=>e%2===1?u`<code>${t}</code>`:aa(t))}function aa(n){return n.split(sa).map((t,e)=>e%2===1&&/[e.,%-]/.test(t)?u`<span class="number">${t}</span>`:t)}function Oe(n){return n.split(/(?<=[/_,=])(?=[^/_,=])/).flatMap((t,e)=>e>0?[u`<wbr />`,t]:t)}var Le=class extends R{copyFix(){let t=this.renderRoot.querySelector("[data-testid=fix] lr-code");return t?.copy(),!!t}render(){let{verdict:t}=this.diagnosis;return u`<article aria-label="Diagnosis">
${this.renderCauses()} ${this.renderFix()} ${this.renderAlternatives()} ${this.renderWarnings()}
${this.renderEvidence()} ${this.renderSource()} ${this.renderInferred()}
<slot></slot>
${this.renderAcknowledge()}
<section>
<h3>What the logged number is</h3>
<p>${this.diagnosis.measures_text}</p>
</section>
<a data-testid="verdict-help" href="./static/verdicts.html#${t}" target="_blank">
What “${N(t)}” means
</a>
</article>`}renderWarnings(){let{warnings:t,fix:e}=this.diagnosis;if(t.length===0)return m;let[r,i]=[!0,!1].map(s=>t.filter(o=>(!!e&&o.fix===e)===s));return u`<section class="warnings" data-testid="warnings">
<h3>${t.length===1?"Warning":"Warnings"}</h3>
${i.map(s=>this.renderWarning(s))}
${r.map(s=>u`<details>
<summary>${N(s.id)}: the fix above is its fix too</summary>
${this.renderWarning({...s,fix:null})}
</details>`)}
</section>`}renderWarning({id:t,text:e,fix:r}){return u`<p data-warning=${t}>
${L(e)} <a href="./static/verdicts.html#${t}" target="_blank">More on this</a>
</p>
${r?u`<lr-code .heading=${"Fix"} .text=${r}></lr-code>`:m}`}renderEvidence(){return u`<section>
<h3>Evidence</h3>
<dl aria-label="Evidence">
${this.diagnosis.number_rows.map(({name:t,text:e})=>u`<div>
<dt>${t}</dt>
<dd>${L(e)}</dd>
</div>`)}
</dl>
</section>`}renderCauses(){let{causes:t}=this.diagnosis;return t.length===0?m:u`<section data-testid="causes">
<h3>Likely causes</h3>
<ol>
${t.map(e=>u`<li>${L(e)}</li>`)}
</ol>
</section>`}renderAlternatives(){let{alternatives:t}=this.diagnosis;return t.length===0?m:u`<section data-testid="alternatives">
<h3>Fits as well</h3>
<ul class="alternatives">
${t.map(e=>u`<li>${L(e)}</li>`)}
</ul>
</section>`}renderInferred(){let{inferred:t}=this.diagnosis;return t?u`<section data-testid="inferred">
<h3>What the points follow</h3>
<p>${t.text||t.schedule_text}</p>
<p class="place muted">Read from the points alone, ${kr(t.residual)} off at most.</p>
</section>`:m}renderFix(){let{fix:t,verdict:e}=this.diagnosis;return t?u`<section data-testid="fix">
<lr-code .heading=${e==="no_schedule"?"How to give it a schedule":"Fix"} .text=${t}></lr-code>
</section>`:m}renderAcknowledge(){let{acknowledging:t}=this.diagnosis;return t?u`<details data-testid="acknowledge">
<summary>Leave it as it is …</summary>
<p>
A verdict that is meant to be so counts no more, here and in <code>tb-lrplugin check</code>, with
these lines in <code>lr_diagnostics.yaml</code> in the log directory. <code>*</code> stands for any
text.
</p>
<lr-code .heading=${"lr_diagnostics.yaml"} .text=${t}></lr-code>
</details>`:m}renderSource(){let{schedule_text:t,schedule_formula:e,source:r,binding:i,other_sources:s}=this.diagnosis;return!t&&!r?m:u`<section data-testid="source">
<h3>Asked for by</h3>
${t?u`<p>${L(t)}</p>`:m}
${e?u`<p class="formula" data-testid="formula">${e}</p>`:m}
${r?u`<p class="place muted">
${we(r)} (${N(r.kind)})${i?`: ${i}`:m}
</p>`:m}
${r?.text?u`<lr-code .text=${r.text}></lr-code>`:m}
${s.map(o=>u`<p class="place muted" data-testid="other-source">
Also found: ${we(o)} (${N(o.kind)})
</p>`)}
</section>`}};Le.styles=[P,$` :host{padding:14px 16px 24px;overflow-wrap:anywhere;}article,section{display:grid;grid-template-columns:minmax(0,1fr);gap:6px;}article{gap:14px;}dl{font-size:13px;}dl > div{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,5fr);gap:12px;border-top:1px solid var(--lr-border);padding:3px 0;}dt{color:var(--lr-text-muted);}dd{font-variant-numeric:tabular-nums;}summary{cursor:pointer;}details[data-testid='acknowledge']{font-size:13.5px;}details[data-testid='acknowledge'] summary{color:var(--lr-link);}.warnings h3{color:var(--lr-warning);}ol,ul{display:grid;gap:4px;padding-left:20px;}.alternatives{list-style:disc;}.place{font-size:12.5px;}a{color:var(--lr-link);font-size:13px;}`],g([v({attribute:!1})],Le.prototype,"diagnosis",2),Le=g([T("lr-diagnosis")],Le);var Di="lr_diagnostics.list_width",la=24,Fi=280,st=class extends R{constructor(){super(...arguments);this.onPointerDown=e=>{e.preventDefault(),this.setPointerCapture(e.pointerId);let r=({clientX:i})=>this.set(i);this.addEventListener("pointermove",r),this.addEventListener("lostpointercapture",()=>this.removeEventListener("pointermove",r),{once:!0})};this.onKey=e=>{let r={ArrowLeft:-1,ArrowRight:1}[e.key];r&&(e.preventDefault(),this.set(this.getBoundingClientRect().left+r*la))}}connectedCallback(){super.connectedCallback(),this.tabIndex=0,this.role="separator",this.ariaOrientation="vertical",this.ariaLabel="Width of the list",this.addEventListener("pointerdown",this.onPointerDown),this.addEventListener("keydown",this.onKey),this.set(Number(localStorage.getItem(Di)))}render(){return u``}set(e){if(this.ariaValueMin=String(Fi),this.ariaValueMax=String(Math.round(innerWidth*.6)),e<Fi){this.ariaValueNow=String(Math.round(innerWidth/4));return}this.ariaValueNow=String(Math.round(e)),this.parentElement?.style.setProperty("--lr-list-width",`${e}px`),localStorage.setItem(Di,String(e))}};st.styles=$` :host{display:block;width:5px;border-left:1px solid var(--lr-border);cursor:col-resize;touch-action:none;}:host(:hover),:host(:focus-visible){outline:none;background:var(--lr-link);}`,st=g([T("lr-divider")],st);var da={error:V`<path d="M8 1.5 14.5 8 8 14.5 1.5 8Z" fill="currentColor" />`,warning:V`<path d="M8 2 15 14H1Z" fill="currentColor" />`,notice:V`<circle cx="8" cy="8" r="6" fill="currentColor" />`,ok:V`<path d="m2.5 8.5 3.5 3.5 7.5-8" fill="none" stroke="currentColor" stroke-width="2" />`,unknown:V`<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.8" />`};function Q(n,t=14){return u`<svg
class="severity-${n}"
role="img"
aria-label=${n}
width=${t}
height=${t}
viewBox="0 0 16 16"
>
${da[n]}
</svg>`}var ca={error:["error","errors"],warning:["warning","warnings"],notice:["notice","notices"],ok:["ok","ok"],unknown:["unknown","unknown"]},Re=class extends R{focusSearch(){this.renderRoot.querySelector("input")?.focus()}render(){let{diagnoses:t,view:e,list:r}=this.state,i=t?.series??[];return u`<div class="chips" role="group" aria-label="Filter by severity">
${[...r.counts.severities].map(([s,o])=>this.renderChip(`chip-${s}`,u`${Q(s)}${C(o,...ca[s])}`,o,e.severities.has(s),()=>this.store.toggle("severities",s)))}
${this.renderChip("chip-warned",u`<span class="severity-warning" aria-hidden="true">▲</span> with warnings
${x(r.counts.warned)}`,r.counts.warned,e.onlyWarned,()=>this.store.change({onlyWarned:!e.onlyWarned}))}
</div>
<div class="line">
<input
type="search"
data-testid="filter"
aria-label="Search runs, tags, verdicts, schedules (regex)"
aria-invalid=${r.error!==null}
aria-describedby=${r.error===null?m:"invalid"}
placeholder="Run, tag, verdict, schedule (regex)"
autocomplete="off"
spellcheck="false"
dir="auto"
.value=${e.text}
@input=${s=>this.store.change({text:s.target.value})}
/>
<select
data-testid="group-by"
aria-label="Group by"
.value=${e.grouping}
@change=${s=>this.store.change({grouping:s.target.value})}
>
${gt.map(s=>u`<option value=${s} ?selected=${s===e.grouping}>
${s==="none"?"no groups":`by ${s}`}
</option>`)}
</select>
${r.groups.length>0?u`<button
type="button"
data-testid="toggle-groups"
@click=${()=>this.store.toggleGroups()}
>
${r.groups.every(s=>this.state.collapsed.has(s))?"Open all":"Close all"}
</button>`:m}
<span class="count" role="status" data-testid="count">
${r.count===i.length?"":`${x(r.count)} of `}${C(i.length,"series","series")}
</span>
<button
type="button"
data-testid="open-plan"
title="What a configuration asks for, before any run"
@click=${()=>this.emit("lr-plan",null)}
>
Plan …
</button>
<button
type="button"
class="help"
data-testid="show-keys"
aria-label="Keys"
title="Keys (?)"
@click=${()=>this.emit("lr-keys",null)}
>
?
</button>
<span class="count" data-testid="reading"
>${t?.reading?Ct(t.reading):m}</span
>
</div>
${r.error===null?m:u`<div id="invalid" class="invalid" role="status">${r.error}</div>`}
${this.renderVerdicts()}`}renderVerdicts(){let{list:t,view:e}=this.state,r=new Map(t.counts.verdicts);for(let a of e.verdicts)r.has(a)||r.set(a,0);let i=[...r],s=!e.selected||e.verdicts.size>0,o=this.renderHostFilter();return!(s&&i.length>1)&&o===m?m:u`<div class="chips verdicts" role="group" aria-label="Filter by verdict">
${s&&i.map(([a,l])=>this.renderChip(`verdict-${a}`,u`${N(a)} ${x(l)}`,l,e.verdicts.has(a),()=>this.store.toggle("verdicts",a)))}
${o}
</div>`}renderHostFilter(){let{hostFilter:t,view:e}=this.state;return t===""?m:u`<button
type="button"
data-testid="host-filter"
aria-pressed=${e.usesHostFilter}
title="The filter of runs that is set in TensorBoard"
@click=${()=>this.store.change({usesHostFilter:!e.usesHostFilter})}
>
TensorBoard’s run filter: <bdi>${t}</bdi>
</button>`}renderChip(t,e,r,i,s){return r===0&&!i?m:u`<button type="button" data-testid=${t} aria-pressed=${i} @click=${s}>
${e}
</button>`}};Re.styles=[P,$` :host,.chips,.line{display:flex;flex-wrap:wrap;align-items:center;gap:8px;}:host{container-type:inline-size;padding:10px 14px 8px;background:var(--lr-surface-side);}.chips{gap:6px;}.line{flex:1 1 460px;}@container (max-width:470px){.line > input{flex-basis:100%;}}.chips button{display:inline-flex;align-items:center;gap:6px;border-radius:14px;background:var(--lr-surface);font-size:12px;}.chips [aria-pressed='true']{border-color:var(--lr-accent);background:var(--lr-surface-selected);box-shadow:inset 0 0 0 1px var(--lr-accent);}.chips svg{width:12px;}.verdicts{flex-basis:100%;}@media (max-width:600px){.verdicts{flex-wrap:nowrap;overflow-x:auto;scrollbar-width:thin;}.verdicts button{flex:none;}}input,select{border:1px solid var(--lr-border-strong);border-radius:4px;padding:5px 10px;min-height:30px;background:var(--lr-surface);color:inherit;font:inherit;font-size:13px;}input{flex:1 1 160px;min-width:0;text-overflow:ellipsis;}input::placeholder{color:var(--lr-text-muted);opacity:1;}input[aria-invalid='true']{border-color:var(--lr-error);}select{padding:5px 4px;}.invalid{flex-basis:100%;color:var(--lr-error);font-size:12px;}.count{color:var(--lr-text-muted);font-size:12px;}`],g([v({attribute:!1})],Re.prototype,"store",2),g([v({attribute:!1})],Re.prototype,"state",2),Re=g([T("lr-filters")],Re);var jt=$` dialog{border:1px solid var(--lr-border-strong);border-radius:8px;padding:18px 22px;background:var(--lr-surface);color:var(--lr-text);}dialog::backdrop{background:rgb(0 0 0 / 35%);}h2{font-size:17px;font-weight:500;}.close{float:right;}`;var pa=[["Everywhere",[["?","these keys"],["/","to the search"],["c","copy the fix"],["f","the chart alone, and back"],["Esc","back to all series"]]],["In the list",[["↑ ↓ Page Home End","go through the rows; with Ctrl without showing them"],["Enter","show the row and read its verdict; open or close a group"],["Space","draw the row beside the selected one, or no longer"],["← →","close and open a group"]]],["In the chart",[["← → Page Home End","from point to point"],["Enter","set a marker that stays, or take it away"],["+ −","zoom the steps"],["↑ ↓","zoom the values"],["0","show all"],["wheel with Ctrl or Alt","zoom; with Shift the values"]]]],Ie=class extends R{toggle(){this.dialog.open?this.dialog.close():this.dialog.showModal()}render(){return u`<dialog data-testid="keys-help" aria-labelledby="keys-title">
<button type="button" class="close" @click=${this.toggle}>Close</button>
<h2 id="keys-title">Keys</h2>
${pa.map(([t,e])=>u`<h3>${t}</h3>
<dl>
${e.map(([r,i])=>u`<dt>${r}</dt>
<dd>${i}</dd>`)}
</dl>`)}
</dialog>`}};Ie.styles=[P,jt,$` dialog{max-width:min(640px,92vw);}h3{margin:14px 0 4px;}dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:3px 18px;font-size:13.5px;}dt{font-weight:500;}`],g([se("dialog")],Ie.prototype,"dialog",2),Ie=g([T("lr-keys")],Ie);function Kt({step:n,logged:t,expected:e},r,i){let s=[...t,...e].filter(Number.isFinite).sort((f,y)=>f-y),o=s[0]??NaN,a=s[s.length-1]??NaN,d=o>0&&a/s[s.length>>1]>20?Math.log:f=>f,c=Hi(n[0]??0,n[n.length-1]??0,2,r-2),p=Hi(d(o),d(a),i-2,2),h=f=>{let y=!0;return f.map((b,k)=>{let w=y;return y=!Number.isFinite(b),y?"":`${w?"M":"L"}${c(n[k]??0)} ${p(d(b))}`}).join("")};return{logged:h(t),expected:h(e)}}function Hi(n,t,e,r){let i=!(Math.abs(t-n)>1e-6*Math.max(Math.abs(n),Math.abs(t)));return s=>(i?(e+r)/2:e+(s-n)/(t-n)*(r-e)).toFixed(1)}var Ui=$` dialog{width:min(680px,94vw);}h2{margin-bottom:8px;}textarea,input{box-sizing:border-box;width:100%;margin-top:4px;border:1px solid var(--lr-border-strong);border-radius:4px;padding:6px 9px;background:var(--lr-surface);color:inherit;font:inherit;font-size:13px;}textarea{margin-top:10px;font-family:'Roboto Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:12px;resize:vertical;}.fields{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:10px;margin-top:10px;}label{color:var(--lr-text-muted);font-size:12px;}label input{color:var(--lr-text);}section{display:grid;grid-template-columns:minmax(0,1fr);gap:8px;margin-top:16px;}.problem{margin-top:12px;color:var(--lr-error);}figure{margin:0;}svg{display:block;width:100%;border-bottom:1px solid var(--lr-border);border-left:1px solid var(--lr-border);}path{fill:none;stroke:var(--lr-expected);stroke-width:2;stroke-dasharray:7 5;}figcaption{display:flex;justify-content:space-between;color:var(--lr-text-muted);font-size:12px;}dl > div{display:grid;grid-template-columns:110px minmax(0,1fr);border-top:1px solid var(--lr-border);padding:3px 0;font-size:13px;}dt{color:var(--lr-text-muted);}`;var ua=250,zi=560,Wi=150,z=class extends R{constructor(){super(...arguments);this.text="";this.name="";this.steps="";this.stepsPerEpoch="";this.plans=null;this.problem="";this.pending=null;this.drop=async e=>{e.preventDefault();let r=e.dataTransfer?.files[0];r&&this.change({text:await r.text(),name:r.name})}}open(){this.dialog.open||this.dialog.showModal()}render(){return u`<dialog
data-testid="plan"
aria-labelledby="plan-title"
@dragover=${e=>e.preventDefault()}
@drop=${this.drop}
>
<button type="button" class="close" @click=${()=>this.dialog.close()}>Close</button>
<h2 id="plan-title">Plan a run</h2>
<p class="muted">
Paste a configuration, or drop its file here: pipeline.config, args.yaml, arguments of the Trainer,
params.yaml … Nothing is kept, and nothing in it is executed.
</p>
<textarea
data-testid="plan-text"
aria-label="Configuration"
spellcheck="false"
rows="9"
.value=${this.text}
@input=${e=>this.change({text:e.target.value})}
></textarea>
<div class="fields">
${this.renderField("File name, where it tells the kind","plan-name",this.name,e=>this.change({name:e}))}
${this.renderField("Steps of the run","plan-steps",this.steps,e=>this.change({steps:e}))}
${this.renderField("Steps per epoch","plan-epoch",this.stepsPerEpoch,e=>this.change({stepsPerEpoch:e}))}
</div>
<div aria-live="polite" data-testid="plan-answer">
${this.problem?u`<p class="problem">${this.problem}</p>`:this.plans?this.renderPlans(this.plans):m}
</div>
</dialog>`}renderField(e,r,i,s){return u`<label
>${e}
<input
type="text"
data-testid=${r}
autocomplete="off"
spellcheck="false"
.value=${i}
@input=${o=>s(o.target.value)}
/></label>`}renderPlans({plans:e,problems:r}){return e.length+r.length===0?u`<p class="problem">
This is no configuration of any known kind. Some are known by the names of their files only: give it
above.
</p>`:u`${r.map(({message:i})=>u`<p class="problem">${i}</p>`)}
${e.map(i=>this.renderPlan(i))}`}renderPlan(e){let{source:r,schedule_text:i,schedule_formula:s,unit:o,warnings:a,missing:l,notes:d}=e,c=["start","peak","first_change","end"].filter(p=>e[p]);return u`<section>
<h3>${N(r.kind)}, ${we({...r,where:r.where||"pasted"})}</h3>
${i?u`<p>${L(i)}</p>`:m}
${s?u`<p class="formula">${s}</p>`:m} ${ha(e)}
<dl>
${c.map(p=>u`<div>
<dt>${N(p)}</dt>
<dd>${S(e[p].value)} at ${D(o)} ${x(e[p].step)}</dd>
</div>`)}
</dl>
${l.map(({name:p})=>u`<p class="problem">Missing: ${p}</p>`)}
${d.map(p=>u`<p class="muted">${L(p)}</p>`)}
${a.length>0?u`<div class="warnings">
${a.map(({text:p,fix:h})=>u`<p>${L(p)}</p>
${h?u`<lr-code .heading=${"Fix"} .text=${h}></lr-code>`:m}`)}
</div>`:m}
</section>`}change(e){Object.assign(this,e),clearTimeout(this.timer),this.timer=setTimeout(()=>{this.ask()},ua)}async ask(){this.pending?.abort();let e=this.pending=new AbortController,[r,i]=[ze(this.steps),ze(this.stepsPerEpoch)],s=[r,i].find(o=>typeof o=="string");if(this.problem=typeof s=="string"?s:"",this.text.trim()===""&&(this.plans=null),!(this.problem||this.text.trim()===""))try{let{text:o,name:a}=this,l={text:o,name:a,steps:r,steps_per_epoch:i},d=await this.client.plan(l,e.signal);this.pending===e&&(this.plans=d)}catch(o){this.pending===e&&(this.problem=K(o))}}};z.styles=[P,jt,Ui],g([v({attribute:!1})],z.prototype,"client",2),g([se("dialog")],z.prototype,"dialog",2),g([M()],z.prototype,"text",2),g([M()],z.prototype,"name",2),g([M()],z.prototype,"steps",2),g([M()],z.prototype,"stepsPerEpoch",2),g([M()],z.prototype,"plans",2),g([M()],z.prototype,"problem",2),z=g([T("lr-plan")],z);function ha({points:n,peak:t,unit:e}){let{step:r,value:i}=n;if(r.length<2)return m;let{expected:s}=Kt({step:r,logged:[],expected:i},zi,Wi);return u`<figure>
<svg viewBox="0 0 ${zi} ${Wi}" role="img" aria-label="The rate over its steps">
${V`<path d=${s} />`}
</svg>
<figcaption>
<span>${D(e)} ${x(r[0])}</span>
<span>${t?`at most ${S(t.value)}`:m}</span>
<span>${D(e)} ${x(r[r.length-1])}</span>
</figcaption>
</figure>`}var Ee=class extends R{constructor(){super(...arguments);this.problems=[];this.dismissed=""}render(){return this.problems.length===0||this.dismissed===this.identity()?m:u`<details data-testid="problems" ?open=${this.problems.length<=3}>
<summary>
${Q("warning")} ${C(this.problems.length,"problem")} outside of any series
</summary>
<ul>
${this.problems.map(({where:e,message:r})=>u`<li>${e?u`<span class="where">${e}:</span>`:m} ${r}</li>`)}
</ul>
<button type="button" @click=${()=>this.dismissed=this.identity()}>Dismiss</button>
</details>`}identity(){return JSON.stringify(this.problems)}};Ee.styles=[P,$` details{position:relative;border-bottom:1px solid var(--lr-border);background:var(--lr-surface-warning);font-size:13px;}summary{padding:8px 100px 8px 14px;cursor:pointer;}summary:focus-visible{outline-offset:-2px;}svg{margin:0 4px;vertical-align:-2px;}ul{max-height:160px;overflow-y:auto;padding:0 14px 9px 54px;list-style:none;overflow-wrap:anywhere;}.where{font-weight:500;}button{position:absolute;top:4px;right:10px;}`],g([v({attribute:!1})],Ee.prototype,"problems",2),g([M()],Ee.prototype,"dismissed",2),Ee=g([T("lr-problems")],Ee);var ji=n=>(...t)=>({_$litDirective$:n,values:t}),Bt=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,r){this._$Ct=t,this._$AM=e,this._$Ci=r}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}};var ma={},Ki=ji(class extends Bt{constructor(){super(...arguments),this.ot=ma}render(n,t){return t()}update(n,[t,e]){if(Array.isArray(t)){if(Array.isArray(this.ot)&&this.ot.length===t.length&&t.every((r,i)=>r===this.ot[i]))return B}else if(this.ot===t)return B;return this.ot=Array.isArray(t)?Array.from(t):t,this.render(t,e)}});var Vt=class{constructor(t,e){this.read=t;this.onRead=e;this.kept=new Map;this.wanted=[]}of(t){return this.kept.get(t.key)?.sparkline??null}want(t){this.wanted=t,clearTimeout(this.timer),this.missing().length>0&&(this.timer=setTimeout(()=>{this.readMissing()},60))}missing(){return this.wanted.filter(t=>this.kept.get(t.key)?.state!==Bi(t)).slice(0,50)}async readMissing(){let t=this.missing();for(let e of t)this.keep(e,this.of(e));try{let e=await this.read(t);for(let r of t)this.keep(r,e.get(r.key)??null);this.onRead()}catch{for(let e of t)this.kept.delete(e.key);return}this.want(this.wanted)}keep(t,e){this.kept.delete(t.key),this.kept.set(t.key,{state:Bi(t),sparkline:e}),this.kept.size>2e3&&this.kept.delete(this.kept.keys().next().value)}};function Bi(n){return[n.last_step,n.last_value,n.verdict].join()}var Vi=120,Gi=26,qi=[["worst","headline","Verdict"],["warnings","warned","Warnings"],["run","run","Run"],["tag","tag","Tag"],["step","step","Last step"],["logged","logged","Logged"],["expected","expected","Expected"]];function Zi(n,t){let e=([l,d,c])=>{let p=n.column===l,h=p&&n.isDescending;return u`<span
role="columnheader"
class=${d}
aria-sort=${p?h?"descending":"ascending":m}
><button
type="button"
data-testid="sort-${l}"
aria-label=${l==="warnings"?c:m}
title=${l==="warnings"?"Sort by the number of warnings":m}
@click=${()=>t({column:l,isDescending:p&&!h})}
>
${l==="warnings"?"▲":c}${p?u`<span aria-hidden="true"> ${h?"↓":"↑"}</span>`:m}
</button></span
>`},[r,i,s,o,...a]=qi.map(e);return Ji(u`${r}${i}${s}${o}<span role="columnheader" class="plot"
><span class="unseen">Curve</span></span
>${a}`)}function Yi(n,t){let{column:e,isDescending:r}=n;return Ji(u`<span role="columnheader" class="sorted-by">
<label
>Sorted by
<select
data-testid="sort-by"
@change=${i=>t({column:i.target.value,isDescending:!1})}
>
${qi.map(([i,,s])=>u`<option value=${i} ?selected=${i===e}>${s.toLowerCase()}</option>`)}
</select></label
>
<button
type="button"
data-testid="sort-direction"
aria-label=${r?"Last first":"First first"}
title="Turn the order round"
@click=${()=>t({column:e,isDescending:!r})}
>
${r?"↓":"↑"}
</button>
</span>`)}function Ji(n){return u`<div role="rowgroup" class="head-group">
<div class="head" role="row" aria-rowindex="1">${n}</div>
</div>`}function Xi(n,{index:t,isActive:e,style:r},i){return u`<div
class="group ${e?"active":""}"
id=${e?"active":m}
role="row"
data-testid="group"
aria-rowindex=${t+2}
aria-label="${n.name}, ${C(n.rows.length,"series","series")}, ${n.summary&&`${n.summary}, `}${n.isCollapsed?"closed":"open"}"
style=${r}
@click=${i}
>
<span role="gridcell" aria-hidden="true">${n.isCollapsed?"▸":"▾"}</span>
<span role="gridcell" class="icon">${Q(n.standing)}</span>
<b role="gridcell" title=${n.name}><bdi>${n.name}</bdi></b>
<span role="gridcell" class="muted summary" title=${n.summary}
>${x(n.rows.length)}${n.summary&&`: ${n.summary}`}</span
>
</div>`}function Qi(n,{index:t,isActive:e,style:r},i){let[s,o]=fa(n.last_value,n.expected_value);return u`<div
class="row ${e?"active":""} ${i.isCompared?"compared":""} ${i.isSelected?"selected":""} ${i.isMember?"member":""}"
id=${e?"active":m}
role="row"
data-testid="series-row"
data-run=${n.run}
data-tag=${n.tag}
data-verdict=${n.verdict}
aria-rowindex=${t+2}
aria-selected=${i.isSelected||i.isCompared}
aria-label=${ya(n)}
title="${n.headline}&#10;${n.run} ${n.tag}"
style="${r}${i.colour===null?"":`; --colour: var(--lr-run-${i.colour})`}"
@click=${i.onClick}
>
${i.colour===null?m:u`<i class="swatch"></i>`}
<span role="gridcell" class="icon">${Q(n.standing)}</span>
<span role="gridcell" class="headline severity-${n.standing}"
>${n.acknowledged?"Acknowledged. ":""}${L(n.headline)}</span
>
<span role="gridcell" class="warned">${ga(n.warnings)}</span>
<span role="gridcell" class="name"
><bdi class="run">${Oe(n.run)}</bdi><bdi class="tag">${Oe(n.tag)}</bdi></span
>
<span role="gridcell" class="plot">${ba(i.sparkline)}</span>
<span role="gridcell" class="step">${x(n.last_step)}</span>
<span role="gridcell" class="numbers"
><span class="logged">${s}</span><span class="expected">${o}</span></span
>
${i.onCompare?u`<span role="gridcell" class="compare"
><button
type="button"
tabindex="-1"
aria-pressed=${i.isCompared}
aria-label="Compare ${n.run} ${n.tag}"
title="Draw beside the selected series (Ctrl and click)"
@click=${i.onCompare}
>
${i.isCompared?"−":"+"}
</button></span
>`:m}
</div>`}function fa(n,t){let e=_t(n,t);return e[0]===e[1]?[S(n,3),S(t,3)]:e}function ga(n){if(n.length===0)return m;let t=n.map(N).join(", ");return u`<span
data-testid="warned"
class="severity-warning"
role="img"
aria-label=${t}
title=${t}
>▲${n.length>1?u`<b>${n.length}</b>`:m}</span
>`}function ba(n){if(!n)return u`<span class="no-plot"></span>`;let{logged:t,expected:e}=Kt(n,Vi,Gi);return u`<svg
aria-hidden="true"
viewBox="0 0 ${Vi} ${Gi}"
preserveAspectRatio="none"
data-testid="sparkline"
>
${V`<path d=${t} /><path class="expected" d=${e} />`}
</svg>`}function ya(n){let t=`logged ${S(n.last_value)}, expected ${S(n.expected_value)}`,e=n.acknowledged?" Acknowledged.":"",r=n.warnings.length>0?` Warnings: ${n.warnings.map(N).join(", ")}.`:"";return`${n.standing}: ${n.headline}. Run ${n.run}, tag ${n.tag}. At step ${x(n.last_step)}: ${t}.${e}${r}`}var es=$` :host{min-height:0;}.scroller{container-type:inline-size;height:100%;overflow-y:auto;outline-offset:-2px;}.content{position:relative;}.head-group{position:sticky;z-index:1;top:0;}.head{display:flex;align-items:center;gap:0 4px;height:30px;border-bottom:1px solid var(--lr-border);padding:0 10px;background:var(--lr-surface-side);}.head button{border:none;padding:0 3px;min-height:24px;color:var(--lr-text-muted);font-size:12px;white-space:nowrap;}.head [aria-sort] button{color:var(--lr-text);font-weight:500;}.row,.group{position:absolute;inset:0 0 auto;display:grid;align-items:center;border-bottom:1px solid var(--lr-border);padding:0 14px;cursor:pointer;}.row{grid-template:auto 17px / 16px minmax(0,1fr) 56px 52px;grid-template-areas:'icon headline headline headline' 'warned name plot step';align-content:center;gap:1px 8px;}.cards .member{border-left:12px solid var(--lr-surface-side);}.wide .member > :is(.icon,.headline){translate:14px;}.wide .member > .headline{margin-right:14px;}.swatch{position:absolute;inset:0 auto 0 0;width:6px;background:var(--colour);forced-color-adjust:none;}.row:hover,.group:hover{background:var(--lr-surface-hover);}.row.selected{box-shadow:inset 3px 0 var(--lr-accent);background:var(--lr-surface-selected);}.scroller[aria-activedescendant]:focus-visible{outline:none;}.scroller:focus-visible .active{outline:2px solid var(--lr-link);outline-offset:-2px;}.headline{grid-area:headline;display:-webkit-box;overflow:hidden;-webkit-box-orient:vertical;-webkit-line-clamp:2;line-clamp:2;font-size:13px;font-weight:500;line-height:16px;overflow-wrap:anywhere;text-wrap:pretty;}.headline:has(~ .compare){padding-right:22px;}.icon{grid-area:icon;display:flex;}.warned{grid-area:warned;font-size:11px;white-space:nowrap;}.warned b{margin-left:1px;font-weight:500;font-size:10px;}.name{grid-area:name;display:flex;flex-wrap:wrap;gap:0 5px;min-width:0;height:17px;overflow:hidden;}.run{flex:0 1 auto;max-width:100%;}.tag{flex:1 1 7ch;min-width:0;max-width:max-content;}.row bdi{font-size:12px;line-height:17px;}.row bdi,.group b{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;}.cards wbr{display:none;}.tag{color:var(--lr-text-muted);}.plot{grid-area:plot;display:flex;align-items:center;justify-content:end;gap:4px;}.plot svg{display:block;width:56px;height:13px;overflow:visible;}.no-plot{width:100%;border-top:2px solid var(--lr-grid);}.plot path{fill:none;stroke:var(--lr-logged);stroke-width:1.8;vector-effect:non-scaling-stroke;}.plot .expected{stroke:var(--lr-expected);stroke-width:1.4;stroke-dasharray:4 3;}.numbers{display:none;grid-area:numbers;font-size:11.5px;font-variant-numeric:tabular-nums;white-space:nowrap;}.expected{color:var(--lr-expected);}.row .step{grid-area:step;color:var(--lr-text-muted);font-size:11.5px;font-variant-numeric:tabular-nums;text-align:right;}.sorted-by{display:flex;align-items:center;color:var(--lr-text-muted);font-size:12px;}.sorted-by select{border:none;background:transparent;color:var(--lr-text);font:inherit;cursor:pointer;}.compare{position:absolute;right:8px;top:3px;opacity:0;}.compare button{min-width:24px;min-height:24px;padding:0;background:var(--lr-surface);font-size:12px;}.row:hover .compare,.compared .compare{opacity:1;}.group .icon{grid-area:auto;}.summary{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;text-align:right;}.group{grid-template-columns:12px 14px minmax(30%,1fr) minmax(0,auto);gap:8px;background:var(--lr-surface-side);font-size:13px;}.wide .head,.wide .row{display:grid;grid-template:'icon headline warned run tag plot step logged expected' 1fr / 14px minmax(0,5fr) 26px minmax(0,3fr) minmax(0,2fr) 120px 84px 80px 80px;gap:0 14px;padding:0 18px;}.wide .head > :first-child{grid-column:1 / 3;margin-left:-3px;}.wide .row bdi,.wide .row .step,.wide .numbers > *{font-size:13px;}.wide .headline{-webkit-line-clamp:3;line-clamp:3;line-height:15px;}.wide .warned{font-size:12px;text-align:center;}.wide .head .warned button{color:var(--lr-warning);}.wide .name{display:contents;}.wide .run{grid-area:run;}.wide .tag{grid-area:tag;}.wide .row bdi{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;line-clamp:2;overflow-wrap:anywhere;white-space:normal;line-height:1.3;text-align:left;}.wide .row .step{color:var(--lr-text);}.wide .numbers{display:contents;}.wide .numbers .logged{grid-area:logged;}.wide .numbers .expected{grid-area:expected;}.wide .plot svg{width:120px;height:26px;}.wide .step,.wide .logged,.wide .numbers .expected,.wide .head .expected{font-variant-numeric:tabular-nums;text-align:right;}.wide .head :is(.run,.tag){margin-left:-3px;}.wide .head :is(.step,.logged,.expected){margin-right:-3px;}.wide .compare{display:none;}@container (min-width:470px){.cards .row{grid-template-columns:16px minmax(0,1fr) 84px 62px;grid-template-areas:'icon headline plot numbers' 'warned name plot step';}.cards .plot svg{width:84px;height:34px;}.cards .headline:has(~ .compare){padding-right:0;}.cards .compare{right:182px;top:auto;bottom:3px;}.cards .numbers{display:grid;justify-items:end;line-height:15px;}}`;var ot=class{constructor(t,e){this.tops=new Float64Array(t+1);for(let r=0;r<t;r++)this.tops[r+1]=this.top(r)+e(r)}get count(){return this.tops.length-1}get height(){return this.top(this.count)}top(t){return this.tops[t]??0}at(t){let e=0,r=this.count;for(;e<r;){let i=e+r>>1;this.top(i+1)>t?r=i:e=i+1}return Math.min(e,this.count-1)}window(t,e){let r=this.at(t-600);return{start:Math.max(0,r),end:this.at(t+e+600)+1}}scrollTopFor(t,e,r){let i=this.top(t),s=this.top(t+1);return i<e?i:s>e+r?s-r:e}};function ts(n,t,e,r){let s={ArrowDown:t+1,ArrowUp:t-1,PageDown:t+r,PageUp:t-r,Home:0,End:e-1}[n];return s===void 0||e===0?null:Math.min(e-1,Math.max(0,s))}var va=30,rs=48,ns=58,xa=34,wa=820,j=class extends R{constructor(){super(...arguments);this.scrollPosition=0;this.size={width:0,height:0};this.activeKey=null;this.places=new ot(0,()=>0);this.sparklines=new Vt(e=>this.client.sparklines(e),()=>this.requestUpdate());this.resizing=new ResizeObserver(()=>{let{clientWidth:e,clientHeight:r}=this.scroller;this.size={width:e,height:r-va}});this.scrollAfterUpdate=null}focus(){this.scroller?.focus()}disconnectedCallback(){super.disconnectedCallback(),this.resizing.disconnect()}firstUpdated(){this.resizing.observe(this.scroller)}get items(){return this.state.list.items}get isWide(){return this.size.width>=wa}willUpdate(e){let r=e.get("state"),i=this.state.view.selected;if(e.has("state")&&r?.view.selected!==i&&i&&(this.activeKey=_(i)),r?.list.items===this.items&&!e.has("size"))return;let o=this.isWide?rs:ns,a=r&&this.anchor(r);this.places=new ot(this.items.length,l=>ue(this.items[l])?xa:o),a!==void 0&&(this.scrollAfterUpdate=a())}anchor({list:e,view:r}){if(!this.scroller)return;let{text:i,severities:s,verdicts:o,onlyWarned:a,sort:l,grouping:d}=this.state.view;if(!(r.text===i&&r.severities===s&&r.verdicts===o&&r.onlyWarned===a&&r.sort===l&&r.grouping===d))return()=>0;let{scrollTop:p}=this.scroller,h=this.places.at(p),f=e.items[h]?.key,y=p-this.places.top(h);if(p!==0)return()=>{let b=this.items.findIndex(k=>k.key===f);return b<0?p:this.places.top(b)+y}}updated(e){this.scrollAfterUpdate!==null&&(this.scroller.scrollTop=this.scrollAfterUpdate,this.scrollAfterUpdate=null),e.has("state")&&(this.scrollPosition=this.scroller.scrollTop),this.sparklines.want(this.visible().filter(r=>!ue(r)))}visible(){let{start:e,end:r}=this.places.window(this.scrollPosition,this.size.height);return this.items.slice(e,r)}render(){let{start:e}=this.places.window(this.scrollPosition,this.size.height),r=this.visible(),i=r.some(s=>s.key===this.activeKey);return u`<div
class="scroller ${this.isWide?"wide":"cards"}"
role="grid"
tabindex="0"
aria-label="Learning-rate series"
aria-rowcount=${this.items.length+1}
aria-multiselectable="true"
aria-activedescendant=${i?"active":m}
@scroll=${()=>this.scrollPosition=this.scroller.scrollTop}
@keydown=${this.onKey}
>
${(this.isWide?Zi:Yi)(this.state.view.sort,s=>this.store.change({sort:s}))}
<div class="content" role="rowgroup" style="height: ${this.places.height}px">
${r.map((s,o)=>this.renderItem(s,e+o))}
</div>
</div>`}renderItem(e,r){let i=this.places.top(r),s={index:r,isActive:e.key===this.activeKey,style:`top: ${i}px; height: ${this.places.top(r+1)-i}px`};if(ue(e))return Xi(e,s,()=>this.toggle(e));let{view:o,list:a,colours:l}=this.state,d={isMember:a.members.has(e.key),colour:l.get(e.key)??null,isSelected:!!o.selected&&_(o.selected)===e.key,isCompared:o.compared.some(p=>_(p)===e.key),sparkline:this.sparklines.of(e)},c=o.selected!==null;return Ki([e,c,...Object.values(s),...Object.values(d)],()=>Qi(e,s,{...d,onClick:p=>{this.activeKey=e.key,p.ctrlKey||p.metaKey?this.store.toggleCompared(e):this.store.select(e)},onCompare:c?p=>{p.stopPropagation(),this.store.toggleCompared(e)}:null}))}toggle(e){this.activeKey=e.key,this.store.toggleGroup(e.key)}onKey(e){if(e.composedPath()[0]!==this.scroller||e.altKey)return;let r=this.items.findIndex(d=>d.key===this.activeKey),i=this.items[r];if(i&&this.act(e.key,i)){e.preventDefault();return}let s=Math.max(1,Math.floor(this.size.height/(this.isWide?rs:ns))-1),o=ts(e.key,r,this.items.length,s),a=o===null?void 0:this.items[o];if(o===null||!a)return;e.preventDefault(),this.activeKey=a.key,this.scroller.scrollTop=this.places.scrollTopFor(o,this.scroller.scrollTop,this.size.height),this.state.view.selected&&!e.ctrlKey&&!e.metaKey&&!ue(a)&&this.store.select(a)}act(e,r){if(ue(r)){let i=e==="Enter"||e===" "||e===(r.isCollapsed?"ArrowRight":"ArrowLeft");return i&&this.toggle(r),i}if(e==="Enter")this.store.select(r),this.emit("lr-enter",null);else if(e===" "&&this.state.view.selected)this.store.toggleCompared(r);else return e===" ";return!0}};j.styles=[P,es],g([v({attribute:!1})],j.prototype,"store",2),g([v({attribute:!1})],j.prototype,"state",2),g([v({attribute:!1})],j.prototype,"client",2),g([M()],j.prototype,"scrollPosition",2),g([M()],j.prototype,"size",2),g([M()],j.prototype,"activeKey",2),g([se(".scroller")],j.prototype,"scroller",2),j=g([T("lr-series-grid")],j);function is(n){let{run:t,tag:e,verdict:r,severity:i,headline:s,detail:o,source:a,inferred:l}=n,d=(h,f)=>f.length>0?["",`**${h}**`,"",...f]:[],c=h=>h?["```",h.trimEnd(),"```"]:[],p=h=>h.map(f=>`- ${f}`);return[`**${s}**`,"",`Run \`${t}\`, tag \`${e}\`: ${r} (${i})`,...o?["",o]:[],...d("Evidence",n.number_rows.map(({name:h,text:f})=>`- ${h}: ${f}`)),...d("Warnings",p(n.warnings.map(h=>h.text))),...d("Likely causes",n.causes.map((h,f)=>`${f+1}. ${h}`)),...d("Also possible",p(n.alternatives)),...d("Fix",c(n.fix)),...d("Asked for",[...n.schedule_text?[n.schedule_text]:[],...a?[`Read from ${we(a)} (${a.kind}).`,...c(a.text)]:[]]),...d("The points themselves",l?[l.text||l.schedule_text]:[]),"",`What the logged number is: ${n.measures_text}`,""].join(`
`)}function ss(n,t){let e=document.createElement("a");e.href=URL.createObjectURL(n),e.download=t,e.click(),setTimeout(()=>URL.revokeObjectURL(e.href),1e4)}function Gt(n,t){return`${n.join("_").replace(/[^\p{L}\p{N}.-]+/gu,"_").slice(0,120)}.${t}`}var at=class extends R{constructor(){super(...arguments);this.moment=null}connectedCallback(){super.connectedCallback(),this.timer=setInterval(()=>this.requestUpdate(),1e3)}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.timer)}render(){return this.moment===null?u``:u`${Wn(Date.now()-this.moment)}`}};g([v({attribute:!1})],at.prototype,"moment",2),at=g([T("lr-updated")],at);var $a=2e3,q=class extends R{constructor(){super(...arguments);this.said=""}render(){let{view:e,diagnosis:r,updatedAt:i}=this.state,s=e.selected;if(!s)return m;let{run:o,tag:a}=s,l=r?.points.wall_time??[],d=l[l.length-1];return u`<header>
<button
type="button"
data-testid="close"
aria-label="Back to all series"
title="Back to all series (Esc)"
@click=${()=>this.store.select(null)}
>
← All
</button>
<h2><bdi>${Oe(o)}</bdi> <bdi class="tag">${Oe(a)}</bdi></h2>
<div class="actions" role="group" aria-label="Save and share">
<span class="age" data-testid="age">
${d===void 0?m:u`last point <lr-updated .moment=${d*1e3}></lr-updated>, `}
checked <lr-updated .moment=${i}></lr-updated>
</span>
${r?u`<button
type="button"
data-testid="save-png"
title="Save the chart as a picture"
@click=${this.savePng}
>
↓ PNG
</button>
<a
data-testid="save-csv"
title="Save the points with expected rate and error"
href=${Br(s)}
download=${Gt([o,a],"csv")}
>↓ CSV</a
>
<a
data-testid="save-json"
title="Save the diagnosis"
href=${ct(s)}
download=${Gt([o,a],"json")}
>↓ JSON</a
>
<button
type="button"
data-testid="copy-report"
title="Copy the diagnosis as text, for an issue"
@click=${()=>this.copy(is(r),"Report")}
>
Copy report
</button>`:m}
<button
type="button"
data-testid="copy-link"
title="Copy a link to this view"
@click=${()=>this.copy(this.link(),"Link")}
>
Copy link
</button>
<span class="muted" role="status">${this.said}</span>
</div>
</header>`}async copy(e,r){this.say(await Wt(e)?`${r} copied`:"The browser does not allow copying")}async savePng(){let e=await this.drawImage(),{run:r="",tag:i=""}=this.state.view.selected??{};e?ss(e,Gt([r,i],"png")):this.say("There is no chart to save")}say(e){this.said=e,setTimeout(()=>this.said="",$a)}};q.styles=[P,$` header{display:flex;flex-wrap:wrap;align-items:center;gap:4px 10px;border-bottom:1px solid var(--lr-border);padding:8px 14px;}h2{flex:1 1 200px;min-width:0;font-size:16px;font-weight:500;line-height:1.3;overflow-wrap:anywhere;}.tag{color:var(--lr-text-muted);font-weight:400;}.actions{display:flex;flex-wrap:wrap;align-items:center;}.age{color:var(--lr-text-muted);font-size:12px;margin-right:8px;}.actions button,a{display:inline-flex;align-items:center;border:none;border-radius:4px;padding:0 7px;min-height:28px;color:var(--lr-link);font-size:13px;text-decoration:none;}a:hover{background:var(--lr-surface-hover);}`],g([v({attribute:!1})],q.prototype,"store",2),g([v({attribute:!1})],q.prototype,"state",2),g([v({attribute:!1})],q.prototype,"link",2),g([v({attribute:!1})],q.prototype,"drawImage",2),g([M()],q.prototype,"said",2),q=g([T("lr-series-header")],q);var De=class extends R{focus(){this.renderRoot.querySelector("h2")?.focus()}render(){let{standing:t,headline:e,detail:r,acknowledged:i}=this.diagnosis;return u`<h2 tabindex="-1" aria-describedby=${r?"detail":m}>
${Q(t,18)}
<span data-testid="headline" class="severity-${t}">${L(e)}</span>
</h2>
${i?u`<p class="muted" data-testid="acknowledged">${i.text}</p>`:m}
${r?u`<p id="detail" data-testid="detail">${L(r)}</p>`:m}`}};De.styles=[P,$` :host{padding:14px 16px 0;overflow-wrap:anywhere;}h2{display:flex;gap:9px;font-size:16px;font-weight:500;line-height:1.35;}h2 svg{flex:none;margin-top:3px;}p{margin-top:10px;}`],g([v({attribute:!1})],De.prototype,"diagnosis",2),De=g([T("lr-verdict")],De);var os=$` summary{padding:4px 0;color:var(--lr-link);font-weight:500;cursor:pointer;}.body{display:grid;grid-template-columns:minmax(0,1fr);gap:10px;padding-top:6px;}.shapes{display:flex;align-items:center;flex-wrap:wrap;gap:4px 8px;}.fields{display:grid;grid-template-columns:repeat(auto-fill,minmax(132px,1fr));gap:10px 12px;}.settings label span{font-family:'Roboto Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;overflow-wrap:anywhere;}label{display:block;color:var(--lr-text-muted);font-size:12px;line-height:1.3;}select,input[type='text']{min-height:30px;border:1px solid var(--lr-border-strong);border-radius:4px;padding:3px 8px;background:var(--lr-surface);color:var(--lr-text);font:inherit;font-size:13px;}input[type='text']{width:100%;margin-top:3px;font-variant-numeric:tabular-nums;}input[type='range']{width:100%;height:20px;margin:2px 0 0;accent-color:var(--lr-edited);}.edited input[type='text']{border-color:var(--lr-edited);box-shadow:inset 0 0 0 1px var(--lr-edited);}input[aria-invalid='true']{border-color:var(--lr-error);box-shadow:inset 0 0 0 1px var(--lr-error);}.switch{display:flex;flex-direction:row-reverse;align-items:center;justify-content:flex-end;gap:7px;padding-top:20px;}.switch input{width:17px;height:17px;accent-color:var(--lr-edited);}.about{margin-top:2px;color:var(--lr-text-muted);font-size:12px;}.problem{color:var(--lr-error);}.end{display:flex;align-items:center;justify-content:space-between;gap:10px;}.end button{flex:none;}`;var Sa={pipeline_config:"pipeline.config",keras:"Keras",torch:"PyTorch",hf_arguments:"TrainingArguments",schedule_file:"lr_schedule.pbtxt"},le=class extends R{constructor(){super(...arguments);this.choose=e=>{let{value:r}=e.target,i=this.state.view.whatIf[Ae];this.store.change({whatIf:{...r?{[me]:r}:{},...i===void 0?{}:{[Ae]:i}}})};this.reset=()=>{this.store.change({whatIf:{}}),this.renderRoot.querySelector("input")?.focus()}}render(){let{isOpen:e}=this.state.whatIf;return u`<details data-testid="what-if" ?open=${e} @toggle=${this.toggle}>
<summary>What if …</summary>
${e?u`<div class="body">${this.renderBody()}</div>`:m}
</details>`}renderBody(){let{base:e,edited:r,problems:i}=this.state.whatIf,s=i[We],o=s===void 0?m:u`<p class="problem" role="alert">${s}</p>`;return e?e.schedule?[this.renderShapes(),this.renderStart(e),this.renderEnd(r),this.renderFields(e),o,r?this.renderEdited(r):m]:u`<p>No schedule is known for this series, so there is nothing to edit.</p>`:s===void 0?u`<p class="muted">Reading the schedule…</p>`:o}renderShapes(){let{schedule:e,inferred:r}=this.diagnosis,i=this.state.view.whatIf[me]??"",s=e?"the configured schedule":r?"what the points follow":"a cosine",o=a=>u`<option value=${a} ?selected=${a===i}>${a||s}</option>`;return u`<label class="shapes">
Start from
<select data-testid="what-if-shape" @change=${this.choose}>
${o("")}
<optgroup label="With the rates and steps of the points">
${[...kt,...kt.map(a=>St+a)].map(o)}
</optgroup>
</select>
</label>`}renderStart({parameters:e,settings:r,settings_note:i}){return e.length===0&&r.length===0?u`<p data-testid="what-if-fixed">
This schedule has no parameters to edit: it is known by its points only. The end of the run can be
moved.
</p>`:this.diagnosis.schedule||this.state.view.whatIf[me]?i?u`<p class="muted" data-testid="what-if-note">${i}</p>`:m:u`<p data-testid="what-if-inferred">
${this.diagnosis.inferred?"No schedule is configured. These are the parameters of what the points follow.":"No schedule is configured, and the points follow none. This is a cosine from their largest rate on, to start from."}
</p>`}renderFields(e){let r=cr(e)?e.rate_at_end:null;return u`<div
class="fields ${e.settings.length>0?"settings":""}"
role="group"
aria-label=${e.settings.length>0?"Settings":"Parameters"}
>
${dr(e).map(i=>this.renderField(i))}
${r?this.renderField({field:Ae,label:"End of the run (step)",kind:"integer",value:r.step}):m}
</div>`}renderField({field:e,label:r,kind:i,value:s}){let o=$t(s),a=this.state.view.whatIf[e],l=this.state.whatIf.problems[e],d=a!==void 0&&a!=="",c=i==="boolean";return u`<div class=${d?"edited":""}>
<label class=${c?"switch":""}>
<span>${r}</span>
<input
type=${c?"checkbox":"text"}
role=${c?"switch":m}
autocomplete="off"
spellcheck="false"
data-field=${e}
placeholder=${o}
aria-invalid=${l?"true":m}
aria-describedby="about-${e}"
.value=${a??o}
.checked=${(a??o)==="true"}
@input=${h=>{let{checked:f,value:y}=h.target;this.edit(e,c?String(f):y,o)}}
@change=${()=>a===""&&this.edit(e,o,o)}
/>
</label>
${this.renderSlider(e,r,i,s,a)}
<div id="about-${e}" class="about">
${d?`was ${o}`:m}
${l?u`<div class="problem" role="alert" data-testid="what-if-problem">${l}</div>`:m}
</div>
</div>`}renderSlider(e,r,i,s,o){if(i==="boolean"||typeof s=="boolean")return m;let a=xn(o?ir(o):s,s);if(!(s>0))return m;let l=$t(s);return u`<input
type="range"
aria-label="${r}, slider"
min=${-fe}
max=${fe}
.value=${String(a??0)}
@input=${d=>{let c=Number(d.target.value);this.edit(e,$t(wn(c,s,i)),l)}}
/>`}renderEnd(e){let{baseToEnd:r}=this.state.whatIf,i=(e??r)?.rate_at_end,[s,o]=_t(i?.value??null,r?.rate_at_end?.value??null);return u`<div class="end">
<p role="status" data-testid="what-if-end">
${i?u`Rate at the end, step ${x(i.step)}: <b>${s}</b>${e?u`, <span class="muted">unedited ${o}</span>`:m}`:m}
</p>
<button
type="button"
data-testid="what-if-reset"
?disabled=${Object.keys(this.state.view.whatIf).length===0}
@click=${this.reset}
>
Reset
</button>
</div>`}renderEdited(e){let{configuration:r,configuration_syntax:i,schedule_text:s,schedule_formula:o,warnings:a}=e;return u`<p data-testid="what-if-text">${s}</p>
<p class="formula">${o}</p>
${a.length>0?u`<div class="warnings" data-testid="what-if-warnings">
${a.map(({text:l,fix:d})=>u`<p>${l}</p>
${d?u`<lr-code .heading=${"Fix"} .text=${d}></lr-code>`:m}`)}
</div>`:m}
${r?u`<lr-code
data-testid="what-if-configuration"
.heading=${`Configuration (${this.nameOf(i)})`}
.text=${r}
></lr-code>`:m}`}nameOf(e){let r=this.diagnosis.source?.where??"";return Sa[e??""]??`as in ${r.slice(r.lastIndexOf("/")+1)}`}edit(e,r,i){let{[e]:s,...o}=this.state.view.whatIf;this.store.change({whatIf:r===i?o:{...o,[e]:r}})}toggle(e){let{open:r}=e.target;r!==this.state.whatIf.isOpen&&this.store.setWhatIf({isOpen:r})}};le.styles=[P,os],g([v({attribute:!1})],le.prototype,"store",2),g([v({attribute:!1})],le.prototype,"state",2),g([v({attribute:!1})],le.prototype,"diagnosis",2),le=g([T("lr-what-if")],le);var as=$` .state{max-width:720px;margin:0 auto;padding:72px 24px;}.state h2{margin-bottom:10px;font-size:20px;font-weight:500;}.state p{margin-bottom:12px;}.state ul{max-height:320px;overflow-y:auto;margin-bottom:16px;border:1px solid var(--lr-border);border-radius:4px;padding:8px 12px;list-style:none;overflow-wrap:anywhere;}.state code{border-radius:3px;padding:1px 5px;background:var(--lr-surface-code);font-size:13px;}`;function Fr(n){return u`<div class="state" role="status" data-testid="loading">
<h2>${n?Ct(n):"Reading the runs…"}</h2>
<p class="muted">TensorBoard looks for learning rates and for the schedules that were asked for.</p>
</div>`}function ls(n,t){return u`<div class="state" role="alert" data-testid="error">
<h2>The diagnoses could not be read</h2>
<p>${n} This page keeps trying.</p>
<button type="button" @click=${t}>Try again now</button>
</div>`}function ds({scalar_tags:n,logdir:t},e){return u`<div class="state" data-testid="empty">
<h2>No learning-rate series found</h2>
<p>
${n.length>0?"No run has logged a scalar under a name that is known to hold a learning rate. These are the scalar tags there are:":"No run has logged any scalar yet. This page looks again by itself."}
</p>
${t?u`<p>TensorBoard reads <code>${t}</code>. Is that where the training writes to?</p>`:m}
${n.length>0?u`<ul>
${n.map(r=>u`<li>${r}</li>`)}
</ul>
<p>
If one of them is a learning rate, name it when you start TensorBoard:
<code>--lr_diagnostics_tags REGEX</code>
</p>`:m}
<button type="button" data-testid="open-plan" @click=${e}>
Plan a run by its configuration …
</button>
</div>`}var cs=$` :host{color-scheme:light;--lr-surface:#ffffff;--lr-surface-side:#fafafa;--lr-surface-code:#f1f3f4;--lr-surface-hover:#f1f3f4;--lr-surface-selected:#fff1e0;--lr-border:#dadce0;--lr-border-strong:#80868b;--lr-text:#202124;--lr-text-muted:#5f6368;--lr-link:#185abc;--lr-accent:#d96500;--lr-logged:#d96500;--lr-expected:#3f5c9a;--lr-edited:#8e24aa;--lr-disagree:rgba(197,34,31,0.1);--lr-grid:#ebedef;--lr-mark:#5f6368;--lr-error:#c5221f;--lr-warning:#9a5b00;--lr-notice:#185abc;--lr-ok:#137333;--lr-unknown:#5f6368;--lr-surface-error:#fce8e6;--lr-surface-warning:#fef3dc;--lr-run-0:#425066;--lr-run-1:#12b5cb;--lr-run-2:#e52592;--lr-run-3:#f9ab00;--lr-run-4:#9334e6;--lr-run-5:#7cb342;--lr-run-6:#e8710a;}:host([theme='dark']){color-scheme:dark;--lr-surface:#303030;--lr-surface-side:#292929;--lr-surface-code:#3a3a3a;--lr-surface-hover:#363636;--lr-surface-selected:#433425;--lr-border:#4a4a4a;--lr-border-strong:#9aa0a6;--lr-text:#f1f3f4;--lr-text-muted:#bdc1c6;--lr-link:#8ab4f8;--lr-accent:#ff9d45;--lr-logged:#ffa24d;--lr-expected:#9db8ff;--lr-edited:#e58af5;--lr-disagree:rgba(242,139,130,0.15);--lr-grid:#434343;--lr-mark:#bdc1c6;--lr-error:#f6948c;--lr-warning:#fdd663;--lr-notice:#8ab4f8;--lr-ok:#81c995;--lr-unknown:#bdc1c6;--lr-surface-error:#4a2f2d;--lr-surface-warning:#453c26;--lr-run-0:#8e98a3;}@media (forced-colors:active){:host,:host([theme='dark']){--lr-surface:Canvas;--lr-surface-side:Canvas;--lr-surface-code:Canvas;--lr-text:CanvasText;--lr-text-muted:CanvasText;--lr-mark:CanvasText;}}`;var W=class extends R{constructor(){super(...arguments);this.theme="light";this.wasSelected=!1;this.hadFocus=!1;this.shownKey=null;this.isGoingOn=!1;this.goOn=()=>{this.isGoingOn=!this.focusOn("lr-verdict")};this.showKeys=()=>this.renderRoot.querySelector("lr-keys")?.toggle();this.showPlan=()=>this.renderRoot.querySelector("lr-plan")?.open();this.onKey=e=>{let r=e.composedPath()[0];if(e.composedPath().some(s=>s instanceof HTMLDialogElement)&&e.key!=="?")return;let i=r instanceof HTMLInputElement||r instanceof HTMLTextAreaElement;e.ctrlKey||e.metaKey||e.altKey||(e.key==="Escape"&&!i&&!e.defaultPrevented&&(this.chartPanel?.full?this.chartPanel.toggleFull():this.store.select(null)),e.key==="?"&&!i&&this.showKeys(),e.key==="f"&&!i&&this.chartPanel?.toggleFull(),e.key==="c"&&!i&&this.renderRoot.querySelector("lr-diagnosis")?.copyFix(),e.key==="/"&&!i&&(e.preventDefault(),this.renderRoot.querySelector("lr-filters")?.focusSearch()))}}connectedCallback(){super.connectedCallback(),this.unsubscribe=this.store.subscribe(()=>this.requestUpdate()),document.addEventListener("keydown",this.onKey)}disconnectedCallback(){super.disconnectedCallback(),this.unsubscribe?.(),document.removeEventListener("keydown",this.onKey)}render(){let{state:e}=this.store,{diagnoses:r,failure:i}=e;return u`<main>
<h1 class="unseen">Learning rates</h1>
${this.renderSkip(e)} ${this.renderConnection(e)} ${this.renderTurnedBad(e)}
${r?u`<lr-problems .problems=${r.problems}></lr-problems> ${r.series.length>0?this.renderPanes(e):r.reading?Fr(r.reading):ds(r,this.showPlan)}`:i===null?Fr(null):ls(i,this.retry)}
</main>
<lr-keys></lr-keys>
<lr-plan .client=${this.client}></lr-plan>`}willUpdate(){this.hadFocus=!!this.shadowRoot?.activeElement}updated(){let{view:e,diagnosis:r}=this.store.state,i=r?.key??null;i!==this.shownKey&&this.renderRoot.querySelector(".side")?.scrollTo(0,0),this.shownKey=i;let s=e.selected!==null;if(s!==this.wasSelected){this.wasSelected=s;let o=this.hadFocus&&!this.shadowRoot?.activeElement?.checkVisibility();o&&s&&(this.isGoingOn=!0),o&&!s&&this.focusOn("lr-series-grid")}this.isGoingOn&&i!==null&&i===(e.selected&&_(e.selected))&&this.goOn()}focusOn(e){let r=this.renderRoot.querySelector(e);return r?.updateComplete.then(()=>r.focus()),!!r}renderSkip({view:e,list:r}){return e.selected?u`<button class="skip" type="button" @click=${this.goOn}>To the diagnosis</button>`:r.count===0?m:u`<button class="skip" type="button" @click=${()=>this.focusOn("lr-series-grid")}>
To the list
</button>`}renderPanes(e){let{store:r,client:i}=this;return u`<div class="page ${e.view.selected?"selected":""}">
<div class="list">
<lr-filters
.store=${r}
.state=${e}
@lr-keys=${this.showKeys}
@lr-plan=${this.showPlan}
></lr-filters>
${e.list.count>0?u`<lr-series-grid
.store=${r}
.state=${e}
.client=${i}
@lr-enter=${this.goOn}
></lr-series-grid>`:u`<div class="none" data-testid="none">
No series passes the filters${e.diagnoses?.reading?" so far":""}.<br />
<button type="button" @click=${()=>r.clearFilters()}>
Show all ${C(e.diagnoses?.series.length??0,"series","series")}
</button>
</div>`}
</div>
${e.view.selected?this.renderSelected(e):m}
</div>`}renderSelected(e){let{store:r}=this,{diagnosis:i,drawn:s,diagnosisFailure:o}=e;return u`<lr-divider></lr-divider>
<div class="detail">
<lr-series-header
.store=${r}
.state=${e}
.link=${this.link}
.drawImage=${()=>this.chartPanel?.drawImage()??null}
></lr-series-header>
${o!==null&&i?u`<div class="strip" role="alert">${o}</div>`:m}
${i&&s?u`<div class="panes ${e.whatIf.isOpen?"trying":""}">
<div class="middle">
<lr-chart-panel
.store=${r}
.state=${e}
.diagnosis=${s}
.edited=${e.preview}
.theme=${this.theme}
></lr-chart-panel>
</div>
<div class="side">
<lr-verdict .diagnosis=${i}></lr-verdict>
<lr-diagnosis .diagnosis=${i}>
<lr-what-if .store=${r} .state=${e} .diagnosis=${i}></lr-what-if>
</lr-diagnosis>
</div>
</div>`:u`<div class="waiting" role="status" data-testid="waiting">
${o??"Reading the series…"}
</div>`}
</div>`}renderConnection({failure:e,updatedAt:r}){return e===null||r===null?m:u`<div class="strip" role="alert" data-testid="connection">
<span
>${e.replace(/\.$/,"")}; last data from ${Tr(r)}. This page keeps
trying.</span
>
<button type="button" @click=${this.retry}>Try again now</button>
</div>`}renderTurnedBad({turnedBad:e}){let[r]=e;return u`<div role="alert" data-testid="turned-bad">
${r?u`<div class="strip">
<span>
${e.length===1?"A series":C(e.length,"series","series")}
turned bad while this page was open: <b><bdi>${r.run}</bdi></b
>: ${r.headline}
</span>
<button type="button" @click=${()=>this.store.select(r)}>Show</button>
<button type="button" @click=${()=>this.store.acknowledge()}>Dismiss</button>
</div>`:m}
</div>`}};W.styles=[cs,P,as,Kn],g([v({attribute:!1})],W.prototype,"store",2),g([v({attribute:!1})],W.prototype,"client",2),g([v({attribute:!1})],W.prototype,"link",2),g([v({attribute:!1})],W.prototype,"retry",2),g([v({reflect:!0})],W.prototype,"theme",2),g([se("lr-chart-panel")],W.prototype,"chartPanel",2),W=g([T("lr-app")],W);var ka=800,Ra=100,Ea=300,Ta=5e3;function Zm(){try{Aa()}catch(n){console.error(n),Ma(`The Learning Rate page could not start: ${K(n)}`)}}function Aa(){Pa();let n=new mt(window),t=new dt,e=new wt(t,bt(n.read())),r=new yt(()=>(e.setHostFilter(n.runFilter),e.refresh()),()=>ft(window),()=>e.isPartial?Ra:e.state.failure===null?ka:Ta),i=an(e,n);vn(e,t),e.subscribe(()=>Jr(window,e.state.turnedBad.length));let s;e.subscribe(()=>{let{diagnoses:a}=e.state;a&&a!==s&&setTimeout(()=>rr(a.series),Ea),s=a}),r.poke();let o=new W;o.store=e,o.client=t,o.link=i,o.retry=r.poke,Yr(window,a=>o.theme=a),document.body.append(o),Xr(window,r.poke),Zr(window,r.poke)}function Pa(){document.documentElement.lang="en",document.title="Learning Rate",document.body.style.margin="0"}function Ma(n){let t=document.createElement("p");t.dataset.testid="error",t.setAttribute("role","alert"),t.style.cssText=`margin: 48px 24px; font: 14px/1.45 ${ee}`,t.textContent=n,document.body.replaceChildren(t)}export{Zm as render};
