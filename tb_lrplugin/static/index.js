var ts=Object.defineProperty;var rs=Object.getOwnPropertyDescriptor;var g=(n,t,e,r)=>{for(var i=r>1?void 0:r?rs(t,e):t,s=n.length-1,o;s>=0;s--)(o=n[s])&&(i=(r?o(t,e,i):o(i))||i);return r&&i&&ts(t,e,i),i};var I=class extends Error{constructor(e,r=null){super(e);this.status=r;this.name="ApiError"}};function K(n){return n instanceof Error?n.message:String(n)}var de=["error","warning","notice","ok","unknown"];function _(n){return`${n.run}\0${n.tag}`}var ns=1,is=new Map([["NaN",Number.NaN],["Infinity",Number.POSITIVE_INFINITY],["-Infinity",Number.NEGATIVE_INFINITY]]),ss=["last_value","expected_value","applied_value"];function Cr(n){let t=n;if(!Array.isArray(t?.series))throw new I("TensorBoard sent a list of diagnoses that this page cannot read.");if(t.version!==ns)throw new I("The plugin was updated while this page was open. Reload the page.");for(let e of t.series){let r=e;for(let i of ss)r[i]=st(r[i]);Object.assign(e,{key:_(e)})}return t}function Nr(n){let{sparklines:t}=n;return new Map(t.map(e=>[_(e),Oe(e,"logged","expected")]))}function Lr(n){let t=n;if(!t?.points)throw new I("TensorBoard sent a diagnosis that this page cannot read.");let e=["points","curve","inferred_curve","explained"],{inferred:r}=t;return{...Oe(t,"logged","expected","applied_value","evidence","next_change",...e),inferred:r&&Oe(r,"residual"),key:_(t)}}function Or(n){return Oe(n,"curve","rate_at_end","parameters")}function Ir(n){let t=n,e=["points","start","peak","first_change","end"];return{...t,plans:t.plans.map(r=>Oe(r,...e))}}function Oe(n,...t){let e=t.map(r=>[r,st(n[r])]);return{...n,...Object.fromEntries(e)}}function st(n){return typeof n=="string"?is.get(n)??n:Array.isArray(n)?n.map(st):typeof n!="object"||n===null?n:Object.fromEntries(Object.entries(n).map(([t,e])=>[t,st(e)]))}var os=3e4,as=20,Dr="./diagnoses",ot=class{constructor(t=(e,r)=>globalThis.fetch(e,r)){this.fetch=t;this.kept=new Map}diagnoses(){return this.get(Dr,Cr)}series(t,e){return this.get(at(t),Lr,e)}sparklines(t){return this.ask(`./sparklines?${t.map(lt).join("&")}`,Nr)}async plan(t,e){let r=await this.request("./plan",void 0,e,JSON.stringify(t));if(!r.ok)throw new I(await Vt(r),r.status);return Ir(await Bt(r))}runs(){return this.ask("../../runs",t=>t)}preview(t,e,r){return this.ask(ls(t,e),Or,r)}async ask(t,e,r){let i=await this.request(t,void 0,r);if(!i.ok)throw new I(await Vt(i),i.status);return e(await Bt(i))}keptSeries(t){return this.kept.get(at(t))?.value??null}async get(t,e,r){let i=this.kept.get(t),s=await this.request(t,i?.etag,r);if(s.status===304&&i)return{value:i.value,changed:!1};if(!s.ok)throw new I(await Vt(s),s.status);let o=e(await Bt(s));return this.keep(t,s.headers.get("ETag"),o),{value:o,changed:!0}}async request(t,e,r,i){let s=new AbortController,o=()=>s.abort();r?.addEventListener("abort",o);let a=setTimeout(o,os);try{return await this.fetch(t,{...i!==void 0&&{method:"POST",body:i},headers:e?{"If-None-Match":e}:{},cache:"no-store",signal:s.signal})}catch(l){throw r?.aborted?l:new I("TensorBoard does not answer.")}finally{clearTimeout(a),r?.removeEventListener("abort",o)}}keep(t,e,r){if(this.kept.delete(t),e===null)return;this.kept.set(t,{etag:e,value:r});let i=[...this.kept.keys()].filter(s=>s!==Dr);for(let s of i.slice(0,-as))this.kept.delete(s)}};function at(n){return`./series?${lt(n)}`}function Fr(n){return`./points.csv?${lt(n)}`}function ls(n,{schedule:t,settings:e,totalSteps:r}){let i=Object.entries({schedule:t,settings:e,total_steps:r}).filter(([,s])=>s!==null).map(([s,o])=>`&${s}=${encodeURIComponent(JSON.stringify(o))}`);return`./preview?${lt(n)}${i.join("")}`}function lt({run:n,tag:t}){return`run=${encodeURIComponent(n)}&tag=${encodeURIComponent(t)}`}async function Bt(n){try{return await n.json()}catch{throw new I("TensorBoard sent an answer that is not JSON.",n.status)}}async function Vt(n){return(await n.json().catch(()=>null))?.error??`TensorBoard refused the request (status ${n.status}).`}var ee='Roboto, "Helvetica Neue", Arial, sans-serif',Re=`11px ${ee}`,dt=28;function Ie(n){return{logged:{colour:n.logged,width:3,hasDots:!0},expected:{colour:n.expected,width:1.5,dash:[7,5]},edited:{colour:n.edited,width:2,dash:[10,3,2,3]},explained:{colour:n.explained,width:1.5,dash:[3,7]},inferred:{colour:n.inferred,width:1.25,dash:[2,3]}}}var Hr="lr_diagnostics",ct=`p.${Hr}.`;function ds(n){let t={};for(let e of Ur(n)){let[r,i]=zr(e);r.startsWith(ct)&&(t[r.slice(ct.length)]=i)}return t}function cs(n,t){let e=Ur(n).filter(i=>!zr(i)[0].startsWith(ct)),r=Object.entries(t).map(([i,s])=>`${encodeURIComponent(ct+i)}=${encodeURIComponent(s)}`);return`#${[...e.length>0?e:[Hr],...r].join("&")}`}var pt=class{constructor(t){this.shown=ps(t)}get href(){return this.shown.location.href}get runFilter(){return new URLSearchParams(this.shown.location.search).get("runFilter")??""}read(){return ds(this.shown.location.hash)}write(t,e){let{history:r,location:i}=this.shown,s=cs(i.hash,t);if(s===i.hash)return;let o=`${i.pathname}${i.search}${s}`;r[e?"pushState":"replaceState"](r.state,"",o)}watch(t){this.shown.addEventListener("hashchange",t)}};function ps(n){try{return n.parent.location.hash,n.parent}catch{return n}}function Ur(n){return n.replace(/^#/,"").split("&").filter(Boolean)}function zr(n){let t=n.indexOf("=");return t<0?[Gt(n),""]:[Gt(n.slice(0,t)),Gt(n.slice(t+1))]}function Gt(n){try{return decodeURIComponent(n)}catch{return n}}var us="experimental.DataReloaded",hs="experimental.RunsChanged";function ms(n,t){n.onmessage=e=>{let r=fs(e.data);!r||r.isReply||(n.postMessage(JSON.stringify({type:r.type,id:r.id,payload:null,error:null,isReply:!0})),(r.type===us||r.type===hs)&&t())}}function Wr(n,t){if(n.parent===n)return;let e=new MessageChannel;ms(e.port1,t),n.parent.postMessage("experimental.bootstrap","*",[e.port2])}function fs(n){if(typeof n!="string")return null;try{let t=JSON.parse(n);return typeof t?.type!="string"||typeof t.id!="number"?null:{type:t.type,id:t.id,isReply:t.isReply===!0}}catch{return null}}var gs="dark-mode";function Kr(n,t){let e=bs(n);if(e){let s=()=>t(e.classList.contains(gs)?"dark":"light");new n.MutationObserver(s).observe(e,{attributes:!0,attributeFilter:["class"]}),s();return}let r=n.matchMedia("(prefers-color-scheme: dark)"),i=()=>t(r.matches?"dark":"light");r.addEventListener("change",i),i()}function bs(n){if(n.parent===n)return null;try{return n.parent.document.body}catch{return null}}function jr(n,t){try{let{document:e}=n.parent,r=e.title.replace(/^\(\d+\) /,"");e.title=t>0?`(${t}) ${r}`:r}catch{}}function ut(n){return n.document.visibilityState==="visible"&&n.innerWidth>0&&n.innerHeight>0}function Br(n,t){let e=ut(n),r=()=>{let i=ut(n);i&&!e&&t(),e=i};n.addEventListener("resize",r),n.document.addEventListener("visibilitychange",r)}var Vr=["step","relative","wall"],ce=["inferred","logged","explained","expected","edited"];var Gr=["worst","warnings","run","tag","step","logged","expected"],ht=["none","run","verdict","schedule"],qr=["auto","linear","log"],Zr=["overlay","multiples"],Z={text:"",severities:new Set,verdicts:new Set,onlyWarned:!1,usesHostFilter:!0,sort:{column:"worst",isDescending:!1},grouping:"none",selected:null,compared:[],arrangement:"overlay",axis:"step",scale:"auto",zoom:null,whatIf:{},valueZoom:null,pin:null,table:!1,hiddenLines:new Set};function Yr(n){return de.includes(n)}function Zt(n){let{selected:t,sort:e}=n,r={q:n.text,severity:[...n.severities].join(","),verdict:[...n.verdicts].join(","),warned:n.onlyWarned?"only":null,hostFilter:n.usesHostFilter?null:"off",sort:(e.isDescending?"-":"")+e.column,group:n.grouping,run:t&&t.run,tag:t&&t.tag,compare:n.compared.length>0?JSON.stringify(n.compared.map(({run:i,tag:s})=>[i,s])):null,charts:n.arrangement,axis:n.axis,scale:n.scale,zoom:Jr(n.zoom),values:Jr(n.valueZoom),pin:n.pin===null?null:String(n.pin),table:n.table?"shown":null,hide:[...n.hiddenLines].map(encodeURIComponent).join(","),whatIf:new URLSearchParams(n.whatIf).toString()};return Object.fromEntries(Object.entries(r).filter(i=>i[1]!==null&&i[1]!==vs[i[0]]))}var vs={q:"",severity:"",verdict:"",hide:"",sort:Z.sort.column,group:Z.grouping,charts:Z.arrangement,axis:Z.axis,scale:Z.scale,whatIf:""};function mt(n){let{run:t,tag:e}=n;return{text:n.q??"",severities:new Set(qt(n.severity).filter(Yr)),verdicts:new Set(qt(n.verdict)),onlyWarned:n.warned==="only",usesHostFilter:n.hostFilter!=="off",sort:ys(n.sort??""),grouping:De(ht,n.group),selected:t!==void 0&&e!==void 0?{run:t,tag:e}:null,compared:$s(n.compare),arrangement:De(Zr,n.charts),axis:De(Vr,n.axis),scale:De(qr,n.scale),zoom:Xr(n.zoom??""),whatIf:Object.fromEntries(new URLSearchParams(n.whatIf)),valueZoom:Xr(n.values??""),pin:ws(n.pin),table:n.table==="shown",hiddenLines:new Set(qt(n.hide).map(xs))}}function qt(n){return n?n.split(","):[]}function De(n,t){return n.find(e=>e===t)??n[0]}function ys(n){let t=n.startsWith("-");return{column:De(Gr,t?n.slice(1):n),isDescending:t}}function Jr(n){return n&&`${n.min},${n.max}`}function Xr(n){let[t,e,...r]=n.split(",").map(s=>s===""?NaN:Number(s));return r.length===0&&Number.isFinite(t)&&Number.isFinite(e)&&t<e?{min:t,max:e}:null}function xs(n){try{return decodeURIComponent(n)}catch{return n}}function ws(n){return n&&Number.isFinite(Number(n))?Number(n):null}function $s(n){let t;try{t=JSON.parse(n??"[]")}catch{return[]}return(Array.isArray(t)?t:[]).filter(e=>Array.isArray(e)&&typeof e[0]=="string"&&typeof e[1]=="string").map(([e,r])=>({run:e,tag:r}))}var Ss=250;function Qr(n,t){let e=n.state.view,r,i=()=>{let{view:s}=n.state;if(clearTimeout(r),s===e)return;let o=JSON.stringify(s.selected)!==JSON.stringify(e.selected);e=s,t.write(Zt(s),o)};return n.subscribe(()=>{let{view:s}=n.state;s!==e&&(clearTimeout(r),s.selected!==e.selected?i():r=setTimeout(i,Ss))}),t.watch(()=>{let s=t.read();if(JSON.stringify(s)===JSON.stringify(Zt(n.state.view)))return;let o=mt(s);e=o,n.show(o)}),()=>(i(),t.href)}var ft=class{constructor(t,e,r){this.task=t;this.isVisible=e;this.pauseMilliseconds=r;this.running=!1;this.wished=!1;this.poke=()=>{if(this.running){this.wished=!0;return}clearTimeout(this.timer),this.run()}}async run(){this.running=!0,this.wished=!1;try{this.isVisible()&&await this.task()}finally{this.running=!1,this.timer=setTimeout(this.poke,this.wished?0:this.pauseMilliseconds())}}};function pe(n){return"rows"in n}function tn(n,t,e,r){let{pattern:i,error:s}=rn(t.text),o=Rs(n,t,i,e),a=Ps(Es(o,t),t.sort),l=t.grouping==="none"?a:Ns(a,t.grouping,r),d=t.grouping==="none"?[]:l.filter(pe);return{items:l,count:a.length,counts:ks(o),groups:d.map(({key:p})=>p),members:new Set(d.flatMap(({rows:p})=>p.map(({key:u})=>u))),error:s}}function ks(n){let t=Yt(n,e=>e.standing);return{severities:new Map(de.map(e=>[e,t.get(e)??0])),verdicts:Yt(n,e=>e.verdict),warned:n.filter(({warnings:e})=>e.length>0).length}}function Yt(n,t){let e=new Map;for(let r of n)e.set(t(r),(e.get(t(r))??0)+1);return e}function Rs(n,{usesHostFilter:t},e,r){let i=t?rn(r).pattern:null;return!e&&!i?n:n.filter(s=>(!e||Ts(s,e))&&(!i||i.test(s.run)))}function Es(n,{severities:t,verdicts:e,onlyWarned:r}){return!r&&t.size+e.size===0?n:n.filter(i=>(t.size===0||t.has(i.standing))&&(e.size===0||e.has(i.verdict))&&(!r||i.warnings.length>0))}function Ts(n,t){return t.test(`${n.run} ${n.tag}`)||t.test(n.headline)||t.test(n.schedule_text)||t.test(C(n.verdict))||n.warnings.some(e=>t.test(C(e)))||!!n.acknowledged&&t.test(`acknowledged ${n.acknowledged.reason}`)}function C(n){return n.replaceAll("_"," ")}function rn(n){if(n==="")return{pattern:null,error:null};try{return{pattern:new RegExp(n,"i"),error:null}}catch(t){return{pattern:null,error:`Not a valid regular expression (${t.message.split(": ").pop()}); showing everything.`}}}var As={warnings:n=>-n.warnings.length,run:n=>gt(n.run),tag:n=>gt(n.tag),step:n=>n.last_step,logged:n=>n.last_value,expected:n=>n.expected_value};function Ps(n,{column:t,isDescending:e}){if(t==="worst")return e?[...n].reverse():n;let r=As[t],i=e?-1:1;return n.map(s=>({row:s,key:r(s)})).sort((s,o)=>Ms(s.key,o.key,i)).map(({row:s})=>s)}function Ms(n,t,e){let r=n===null||n!==n,i=t===null||t!==t;return r||i?Number(r)-Number(i):n<t?-e:n>t?e:0}var en=new Map;function gt(n){let t=en.get(n);return t===void 0&&(t=n.toLowerCase().replace(/\d+/g,e=>e.padStart(16,"0")),en.set(n,t)),t}var _s=500;function Jt(n,t=0){let e=Math.min(t+_s,n.length);for(let{run:r,tag:i}of n.slice(t,e))gt(r),gt(i);e<n.length&&setTimeout(()=>Jt(n,e))}var Cs={run:n=>n.run,verdict:n=>C(n.verdict),schedule:n=>n.schedule_text||"no schedule known"};function Ns(n,t,e){let r=new Map;for(let s of n){let o=Cs[t](s),a=r.get(o);a?a.push(s):r.set(o,[s])}let i=[];for(let[s,o]of r){if(o.length===1){i.push(o[0]);continue}let a=`${t} ${s}`,l=e.has(a),d=t==="verdict"?"":Ls(o);if(i.push({key:a,name:s,rows:o,summary:d,standing:Os(o),isCollapsed:l}),!l)for(let p of o)i.push(p)}return i}function Ls(n){return[...Yt(n,({standing:e,verdict:r})=>e==="ok"||e==="unknown"?e:C(r))].map(([e,r])=>`${r} ${e}`).join(", ")}function Os(n){let t=de.length-1;for(let{standing:e}of n)t=Math.min(t,de.indexOf(e));return de[t]}function Xt({standing:n}){return n==="error"||n==="warning"}function nn(n,t){let e=new Set(n.filter(r=>!Xt(r)).map(r=>r.key));return t.filter(r=>Xt(r)&&e.has(r.key))}function sn(n,t){let e=new Set(n.map(r=>r.key));return e.size===0?[]:t.filter(r=>Xt(r)&&e.has(r.key))}function bt(n){let t=getComputedStyle(n),e=r=>t.getPropertyValue(`--lr-${r}`).trim();return{logged:e("logged"),expected:e("expected"),explained:e("ok"),inferred:e("text"),edited:e("edited"),disagree:e("disagree"),fault:e("error"),text:e("text-muted"),foreground:e("text"),surface:e("surface"),grid:e("grid"),mark:e("mark"),runs:Array.from({length:7},(r,i)=>e(`run-${i}`))}}function on(n,t){let e=new Set;return n.map((r,i)=>{let s=(t.get(r)??i)%7;for(let o=0;e.has(s)&&o<7;o++)s=(s+1)%7;return e.add(s),s})}var te=class{constructor(){this.parts=null}of(t,e){let{parts:r}=this;return t.length===r?.length&&t.every((s,o)=>s===r[o])||(this.value=e()),this.parts=t,this.value}};function an(){let n=new te,t=new te,e=new te;return({view:r,hostFilter:i,collapsed:s,diagnoses:o,diagnosis:a,places:l,whatIf:d})=>{let{text:p,severities:u,verdicts:m,onlyWarned:f,usesHostFilter:v,sort:b,grouping:k}=r,E=d.edited?.curve??null,T=E&&a?.curve&&d.baseToEnd?.curve;return{list:n.of([o,i,s,p,u,m,f,v,b,k],()=>tn(o?.series??[],r,i,s)),colours:t.of([r.selected,r.compared,l],()=>Is(r,l)),preview:E,drawn:e.of([a,T],()=>a&&T?{...a,curve:T}:a)}}}function Is({selected:n,compared:t},e){if(!n||t.length===0)return new Map;let r=[n,...t],i=on(r.map(({run:s})=>s),e);return new Map(r.map((s,o)=>[_(s),i[o]]))}var vt={isOpen:!1,base:null,baseToEnd:null,edited:null,problems:{}};var yt=class{constructor(t,e=Z,r=Date.now){this.client=t;this.now=r;this.derive=an();this.listeners=new Set;this.pending=null;this.stale=!1;let i={view:e,hostFilter:"",collapsed:new Set,diagnoses:null,updatedAt:null,failure:null,diagnosis:null,diagnosisFailure:null,compared:[],places:new Map,turnedBad:[],whatIf:vt};this.state={...i,...this.derive(i)}}subscribe(t){return this.listeners.add(t),()=>this.listeners.delete(t)}get isPartial(){return this.state.failure===null&&!!this.state.diagnoses?.reading}async refresh(){try{let t=await this.client.diagnoses();this.stale||=t.changed,this.update({updatedAt:this.now(),failure:null,...t.changed||!this.state.diagnoses?this.withDiagnoses(t.value):{}})}catch(t){this.update({failure:K(t)});return}this.stale&&await this.readShown()}change(t){let e=this.state.view,r={...e,...t},i=ue(r.selected)!==ue(e.selected);(i||r.axis!==e.axis)&&!t.zoom&&(r.zoom=null),i&&!t.whatIf&&(r.whatIf={}),i&&!t.valueZoom&&(r.valueZoom=null),i&&!t.pin&&(r.pin=null),this.show(r)}select(t){this.change({selected:t&&{run:t.run,tag:t.tag}})}toggleCompared({run:t,tag:e}){let r=_({run:t,tag:e}),i=this.state.view.compared.filter(o=>_(o)!==r),s=i.length===this.state.view.compared.length;this.change({compared:s?[...i,{run:t,tag:e}]:i})}toggle(t,e){let r=new Set(this.state.view[t]);r.delete(e)||r.add(e),this.change({[t]:r})}isolate(t,e){let r=e.filter(a=>a!==t),{hiddenLines:i}=this.state.view,s=!i.has(t)&&r.every(a=>i.has(a)),o=[...i].filter(a=>!e.includes(a));this.change({hiddenLines:new Set(s?o:[...o,...r])})}clearFilters(){let{text:t,severities:e,verdicts:r,onlyWarned:i}=Z;this.change({text:t,severities:e,verdicts:r,onlyWarned:i,usesHostFilter:this.state.hostFilter===""})}toggleGroup(t){let e=new Set(this.state.collapsed);e.delete(t)||e.add(t),this.update({collapsed:e})}toggleGroups(){let{collapsed:t,list:e}=this.state,r=e.groups.every(i=>t.has(i));this.update({collapsed:r?new Set:new Set([...t,...e.groups])})}show(t){let e=this.state.view,r={view:t},i=ue(t.selected)!==ue(e.selected),s=t.compared!==e.compared;if(i&&Object.assign(r,this.selectionOf(t.selected)),s){let o=new Set(t.compared.map(_));r.compared=this.state.compared.filter(({key:a})=>o.has(a))}this.update(r),(i||s)&&this.readShown()}setHostFilter(t){t!==this.state.hostFilter&&this.update({hostFilter:t})}setWhatIf(t){this.update({whatIf:{...this.state.whatIf,...t}})}acknowledge(){this.update({turnedBad:[]})}selectionOf(t){let e=ue(t);return{diagnosis:t&&this.client.keptSeries(t),diagnosisFailure:null,turnedBad:this.state.turnedBad.filter(r=>r.key!==e)}}withDiagnoses(t){let e=this.state,{series:r,reading:i}=t,[s,...o]=r,d=(!e.diagnoses?.series.length||!!e.diagnoses.reading)&&!i&&s&&o.length===0&&!e.view.selected?{...e.view,selected:{run:s.run,tag:s.tag}}:e.view;return{diagnoses:t,view:d,turnedBad:[...sn(e.turnedBad,r),...nn(e.diagnoses?.series??[],r)].filter(({key:p})=>p!==ue(d.selected))}}async readShown(){this.pending?.abort();let{selected:t,compared:e}=this.state.view;if(!t)return;let r=new AbortController;this.pending=r;let i=e.filter(s=>_(s)!==ue(t));i.length>0&&this.readPlaces([t,...i]);try{let s=await Promise.all([this.client.series(t,r.signal),...i.map(d=>this.readCompared(d,r))]);if(this.pending!==r)return;this.stale=!1;let[o,...a]=s.map(d=>d?.value??null),l=a.filter(d=>d!==null);this.update({diagnosis:o,diagnosisFailure:null,compared:l})}catch(s){if(this.pending!==r)return;this.stale=!0,this.update({diagnosisFailure:K(s)})}}async readPlaces(t){if(!t.every(({run:e})=>this.state.places.has(e)))try{let e=await this.client.runs();this.update({places:new Map(e.map((r,i)=>[r,i]))})}catch{}}async readCompared(t,{signal:e}){try{return await this.client.series(t,e)}catch{return null}}update(t){let e={...this.state,...t};this.state={...e,...this.derive(e)};for(let r of this.listeners)r()}};function ue(n){return n&&_(n)}var Ds={k:1e3,K:1e3,M:1e6,"%":.01},Fs=/^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([kKM%]?)$/,Hs=/^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?![\d,])/;function Qt(n){let t=n.trim().replace(/(?<=\d)[_\s](?=\d)/g,""),e=Fs.exec(Hs.test(t)?t.replaceAll(",",""):t);if(!e)return Number.NaN;let r=Ds[e[2]],i=Number(e[1]);return r===void 0?i:Number((i*r).toPrecision(15))}function er(n,t){let e=Qt(n);return Number.isFinite(e)?t==="integer"&&!Number.isSafeInteger(e)?`“${n.trim()}” is no whole number.`:e:`“${n.trim()}” is no number. Write it like 0.004, 4e-3 or 800_720.`}function Fe(n){if(n.trim()==="")return null;let t=er(n,"integer");return typeof t=="number"&&t<1?"A run has at least 1 step.":t}function xt(n){if(typeof n=="boolean"||Math.fround(n)!==n)return String(n);for(let t=1;t<10;t++){let e=Number(n.toPrecision(t));if(Math.fround(e)===n)return String(e)}return String(n)}var wt="@end",He="",Us=150;function ln(n){return n.join(".")}function tr({settings:n,parameters:t}){return n.length>0?n.map(e=>({field:e.name,label:e.name,...e})):t.map(e=>{let r=e.label.charAt(0).toUpperCase()+e.label.slice(1);return{...e,label:r,field:ln(e.path)}})}function rr({settings:n}){return!n.some(t=>t.is_total)}function zs(n,t,e){let r=structuredClone(n);for(let i of t){let s=r;for(let a of i.slice(0,-1))s=s?.[a];let o=i[i.length-1];typeof s=="object"&&s!==null&&o!==void 0&&o in s&&(s[o]=e)}return r}function Ws(n,t){let e={},r=new Map;for(let{field:a,kind:l,label:d}of tr(n)){let p=t[a];if(!p)continue;let u=l==="boolean"?p==="true":er(p,l);typeof u=="string"?e[a]=`${d}: ${u}`:r.set(a,u)}let i=rr(n)?Fe(t[wt]??""):null;typeof i=="string"&&(e[wt]=i);let s=typeof i=="string"?null:i;if(n.settings.length>0)return{question:{schedule:null,settings:r.size>0?Object.fromEntries(r):null,totalSteps:s},problems:e};let{schedule:o}=n;for(let{path:a,also:l}of n.parameters){let d=r.get(ln(a));d!==void 0&&o&&(o=zs(o,[a,...l],d))}return{question:{schedule:o===n.schedule?null:o,settings:null,totalSteps:s},problems:e}}function dn(n,t){let e=null,r={},i=!1,s,o=null,a=null,l=He;n.subscribe(()=>{let{view:p,diagnosis:u,whatIf:m}=n.state,f=m.isOpen||Object.keys(p.whatIf).length>0;if(u===e&&p.whatIf===r&&f===i)return;let v=u?.key===e?.key;u!==e&&(a=null);let b=v&&f===i&&p.whatIf!==r;p.whatIf!==r&&(l=js(r,p.whatIf)),[e,r,i]=[u,p.whatIf,f],clearTimeout(s),o?.abort(),o=null,(!v||f!==m.isOpen)&&n.setWhatIf({...v?m:vt,isOpen:f}),u&&f&&(s=setTimeout(()=>{d(u)},b?Us:0))});async function d(p){let u=o=new AbortController,m=b=>t.preview(p,b,u.signal),f=p.schedule?null:p.inferred?.schedule??Ks(p),v;try{let b=a??await m({schedule:f,settings:null,totalSteps:null}),{question:k,problems:E}=Ws(b,r);if(v={base:b,problems:E},Object.keys(E).length===0){let{schedule:T,settings:W,totalSteps:A}=k,N=A===null?b:await m({schedule:f,settings:null,totalSteps:A}),Q=T!==null||W!==null?await m({...k,schedule:T??f}):A===null?null:N;v={base:b,problems:E,baseToEnd:N,edited:Q}}o===u&&(a=b)}catch(b){v={problems:{[b instanceof I&&b.status===400?l:He]:K(b)}}}o===u&&n.setWhatIf(v)}}function Ks({points:n,steps:t}){return{kind:"cosine",init_value:Math.max(0,...n.value.filter(Number.isFinite))||.001,decay_steps:Math.max(1,t.last??1),end_value:0}}var he=100;function cn(n,t){let e=Math.round(he*Math.log10(n/t));return Number.isFinite(e)?Math.min(he,Math.max(-he,e)):null}function pn(n,t,e){let r=Number((t*10**(n/he)).toPrecision(3));return n===0?t:e==="integer"?Math.max(1,Math.round(r)):r}function js(n,t){let e=Object.keys({...n,...t}).filter(r=>n[r]!==t[r]);return e.length===1?e[0]:He}var $t=globalThis,St=$t.ShadowRoot&&($t.ShadyCSS===void 0||$t.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,nr=Symbol(),un=new WeakMap,Ue=class{constructor(t,e,r){if(this._$cssResult$=!0,r!==nr)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=t,this.t=e}get styleSheet(){let t=this.o,e=this.t;if(St&&t===void 0){let r=e!==void 0&&e.length===1;r&&(t=un.get(e)),t===void 0&&((this.o=t=new CSSStyleSheet).replaceSync(this.cssText),r&&un.set(e,t))}return t}toString(){return this.cssText}},kt=n=>new Ue(typeof n=="string"?n:n+"",void 0,nr),w=(n,...t)=>{let e=n.length===1?n[0]:t.reduce((r,i,s)=>r+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(i)+n[s+1],n[0]);return new Ue(e,n,nr)},hn=(n,t)=>{if(St)n.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let e of t){let r=document.createElement("style"),i=$t.litNonce;i!==void 0&&r.setAttribute("nonce",i),r.textContent=e.cssText,n.appendChild(r)}},ir=St?n=>n:n=>n instanceof CSSStyleSheet?(t=>{let e="";for(let r of t.cssRules)e+=r.cssText;return kt(e)})(n):n;var{is:Bs,defineProperty:Vs,getOwnPropertyDescriptor:Gs,getOwnPropertyNames:qs,getOwnPropertySymbols:Zs,getPrototypeOf:Ys}=Object,Rt=globalThis,mn=Rt.trustedTypes,Js=mn?mn.emptyScript:"",Xs=Rt.reactiveElementPolyfillSupport,ze=(n,t)=>n,We={toAttribute(n,t){switch(t){case Boolean:n=n?Js:null;break;case Object:case Array:n=n==null?n:JSON.stringify(n)}return n},fromAttribute(n,t){let e=n;switch(t){case Boolean:e=n!==null;break;case Number:e=n===null?null:Number(n);break;case Object:case Array:try{e=JSON.parse(n)}catch{e=null}}return e}},Et=(n,t)=>!Bs(n,t),fn={attribute:!0,type:String,converter:We,reflect:!1,useDefault:!1,hasChanged:Et};Symbol.metadata??=Symbol("metadata"),Rt.litPropertyMetadata??=new WeakMap;var Y=class extends HTMLElement{static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(t,e=fn){if(e.state&&(e.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((e=Object.create(e)).wrapped=!0),this.elementProperties.set(t,e),!e.noAccessor){let r=Symbol(),i=this.getPropertyDescriptor(t,r,e);i!==void 0&&Vs(this.prototype,t,i)}}static getPropertyDescriptor(t,e,r){let{get:i,set:s}=Gs(this.prototype,t)??{get(){return this[e]},set(o){this[e]=o}};return{get:i,set(o){let a=i?.call(this);s?.call(this,o),this.requestUpdate(t,a,r)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??fn}static _$Ei(){if(this.hasOwnProperty(ze("elementProperties")))return;let t=Ys(this);t.finalize(),t.l!==void 0&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}static finalize(){if(this.hasOwnProperty(ze("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(ze("properties"))){let e=this.properties,r=[...qs(e),...Zs(e)];for(let i of r)this.createProperty(i,e[i])}let t=this[Symbol.metadata];if(t!==null){let e=litPropertyMetadata.get(t);if(e!==void 0)for(let[r,i]of e)this.elementProperties.set(r,i)}this._$Eh=new Map;for(let[e,r]of this.elementProperties){let i=this._$Eu(e,r);i!==void 0&&this._$Eh.set(i,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(t){let e=[];if(Array.isArray(t)){let r=new Set(t.flat(1/0).reverse());for(let i of r)e.unshift(ir(i))}else t!==void 0&&e.push(ir(t));return e}static _$Eu(t,e){let r=e.attribute;return r===!1?void 0:typeof r=="string"?r:typeof t=="string"?t.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(t=>t(this))}addController(t){(this._$EO??=new Set).add(t),this.renderRoot!==void 0&&this.isConnected&&t.hostConnected?.()}removeController(t){this._$EO?.delete(t)}_$E_(){let t=new Map,e=this.constructor.elementProperties;for(let r of e.keys())this.hasOwnProperty(r)&&(t.set(r,this[r]),delete this[r]);t.size>0&&(this._$Ep=t)}createRenderRoot(){let t=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return hn(t,this.constructor.elementStyles),t}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(t=>t.hostConnected?.())}enableUpdating(t){}disconnectedCallback(){this._$EO?.forEach(t=>t.hostDisconnected?.())}attributeChangedCallback(t,e,r){this._$AK(t,r)}_$ET(t,e){let r=this.constructor.elementProperties.get(t),i=this.constructor._$Eu(t,r);if(i!==void 0&&r.reflect===!0){let s=(r.converter?.toAttribute!==void 0?r.converter:We).toAttribute(e,r.type);this._$Em=t,s==null?this.removeAttribute(i):this.setAttribute(i,s),this._$Em=null}}_$AK(t,e){let r=this.constructor,i=r._$Eh.get(t);if(i!==void 0&&this._$Em!==i){let s=r.getPropertyOptions(i),o=typeof s.converter=="function"?{fromAttribute:s.converter}:s.converter?.fromAttribute!==void 0?s.converter:We;this._$Em=i;let a=o.fromAttribute(e,s.type);this[i]=a??this._$Ej?.get(i)??a,this._$Em=null}}requestUpdate(t,e,r,i=!1,s){if(t!==void 0){let o=this.constructor;if(i===!1&&(s=this[t]),r??=o.getPropertyOptions(t),!((r.hasChanged??Et)(s,e)||r.useDefault&&r.reflect&&s===this._$Ej?.get(t)&&!this.hasAttribute(o._$Eu(t,r))))return;this.C(t,e,r)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(t,e,{useDefault:r,reflect:i,wrapped:s},o){r&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,o??e??this[t]),s!==!0||o!==void 0)||(this._$AL.has(t)||(this.hasUpdated||r||(e=void 0),this._$AL.set(t,e)),i===!0&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let t=this.scheduleUpdate();return t!=null&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[i,s]of this._$Ep)this[i]=s;this._$Ep=void 0}let r=this.constructor.elementProperties;if(r.size>0)for(let[i,s]of r){let{wrapped:o}=s,a=this[i];o!==!0||this._$AL.has(i)||a===void 0||this.C(i,void 0,s,a)}}let t=!1,e=this._$AL;try{t=this.shouldUpdate(e),t?(this.willUpdate(e),this._$EO?.forEach(r=>r.hostUpdate?.()),this.update(e)):this._$EM()}catch(r){throw t=!1,this._$EM(),r}t&&this._$AE(e)}willUpdate(t){}_$AE(t){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(t){}firstUpdated(t){}};Y.elementStyles=[],Y.shadowRootOptions={mode:"open"},Y[ze("elementProperties")]=new Map,Y[ze("finalized")]=new Map,Xs?.({ReactiveElement:Y}),(Rt.reactiveElementVersions??=[]).push("2.1.2");var pr=globalThis,gn=n=>n,Tt=pr.trustedTypes,bn=Tt?Tt.createPolicy("lit-html",{createHTML:n=>n}):void 0,Sn="$lit$",re=`lit$${Math.random().toFixed(9).slice(2)}$`,kn="?"+re,Qs=`<${kn}>`,ge=document,je=()=>ge.createComment(""),Be=n=>n===null||typeof n!="object"&&typeof n!="function",ur=Array.isArray,eo=n=>ur(n)||typeof n?.[Symbol.iterator]=="function",sr=`[ 	
\f\r]`,Ke=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,vn=/-->/g,yn=/>/g,me=RegExp(`>|${sr}(?:([^\\s"'>=/]+)(${sr}*=${sr}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),xn=/'/g,wn=/"/g,Rn=/^(?:script|style|textarea|title)$/i,hr=n=>(t,...e)=>({_$litType$:n,strings:t,values:e}),c=hr(1),V=hr(2),gl=hr(3),B=Symbol.for("lit-noChange"),h=Symbol.for("lit-nothing"),$n=new WeakMap,fe=ge.createTreeWalker(ge,129);function En(n,t){if(!ur(n)||!n.hasOwnProperty("raw"))throw Error("invalid template strings array");return bn!==void 0?bn.createHTML(t):t}var to=(n,t)=>{let e=n.length-1,r=[],i,s=t===2?"<svg>":t===3?"<math>":"",o=Ke;for(let a=0;a<e;a++){let l=n[a],d,p,u=-1,m=0;for(;m<l.length&&(o.lastIndex=m,p=o.exec(l),p!==null);)m=o.lastIndex,o===Ke?p[1]==="!--"?o=vn:p[1]!==void 0?o=yn:p[2]!==void 0?(Rn.test(p[2])&&(i=RegExp("</"+p[2],"g")),o=me):p[3]!==void 0&&(o=me):o===me?p[0]===">"?(o=i??Ke,u=-1):p[1]===void 0?u=-2:(u=o.lastIndex-p[2].length,d=p[1],o=p[3]===void 0?me:p[3]==='"'?wn:xn):o===wn||o===xn?o=me:o===vn||o===yn?o=Ke:(o=me,i=void 0);let f=o===me&&n[a+1].startsWith("/>")?" ":"";s+=o===Ke?l+Qs:u>=0?(r.push(d),l.slice(0,u)+Sn+l.slice(u)+re+f):l+re+(u===-2?a:f)}return[En(n,s+(n[e]||"<?>")+(t===2?"</svg>":t===3?"</math>":"")),r]},Ve=class n{constructor({strings:t,_$litType$:e},r){let i;this.parts=[];let s=0,o=0,a=t.length-1,l=this.parts,[d,p]=to(t,e);if(this.el=n.createElement(d,r),fe.currentNode=this.el.content,e===2||e===3){let u=this.el.content.firstChild;u.replaceWith(...u.childNodes)}for(;(i=fe.nextNode())!==null&&l.length<a;){if(i.nodeType===1){if(i.hasAttributes())for(let u of i.getAttributeNames())if(u.endsWith(Sn)){let m=p[o++],f=i.getAttribute(u).split(re),v=/([.?@])?(.*)/.exec(m);l.push({type:1,index:s,name:v[2],strings:f,ctor:v[1]==="."?ar:v[1]==="?"?lr:v[1]==="@"?dr:Te}),i.removeAttribute(u)}else u.startsWith(re)&&(l.push({type:6,index:s}),i.removeAttribute(u));if(Rn.test(i.tagName)){let u=i.textContent.split(re),m=u.length-1;if(m>0){i.textContent=Tt?Tt.emptyScript:"";for(let f=0;f<m;f++)i.append(u[f],je()),fe.nextNode(),l.push({type:2,index:++s});i.append(u[m],je())}}}else if(i.nodeType===8)if(i.data===kn)l.push({type:2,index:s});else{let u=-1;for(;(u=i.data.indexOf(re,u+1))!==-1;)l.push({type:7,index:s}),u+=re.length-1}s++}}static createElement(t,e){let r=ge.createElement("template");return r.innerHTML=t,r}};function Ee(n,t,e=n,r){if(t===B)return t;let i=r!==void 0?e._$Co?.[r]:e._$Cl,s=Be(t)?void 0:t._$litDirective$;return i?.constructor!==s&&(i?._$AO?.(!1),s===void 0?i=void 0:(i=new s(n),i._$AT(n,e,r)),r!==void 0?(e._$Co??=[])[r]=i:e._$Cl=i),i!==void 0&&(t=Ee(n,i._$AS(n,t.values),i,r)),t}var or=class{constructor(t,e){this._$AV=[],this._$AN=void 0,this._$AD=t,this._$AM=e}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(t){let{el:{content:e},parts:r}=this._$AD,i=(t?.creationScope??ge).importNode(e,!0);fe.currentNode=i;let s=fe.nextNode(),o=0,a=0,l=r[0];for(;l!==void 0;){if(o===l.index){let d;l.type===2?d=new Ge(s,s.nextSibling,this,t):l.type===1?d=new l.ctor(s,l.name,l.strings,this,t):l.type===6&&(d=new cr(s,this,t)),this._$AV.push(d),l=r[++a]}o!==l?.index&&(s=fe.nextNode(),o++)}return fe.currentNode=ge,i}p(t){let e=0;for(let r of this._$AV)r!==void 0&&(r.strings!==void 0?(r._$AI(t,r,e),e+=r.strings.length-2):r._$AI(t[e])),e++}},Ge=class n{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(t,e,r,i){this.type=2,this._$AH=h,this._$AN=void 0,this._$AA=t,this._$AB=e,this._$AM=r,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let t=this._$AA.parentNode,e=this._$AM;return e!==void 0&&t?.nodeType===11&&(t=e.parentNode),t}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(t,e=this){t=Ee(this,t,e),Be(t)?t===h||t==null||t===""?(this._$AH!==h&&this._$AR(),this._$AH=h):t!==this._$AH&&t!==B&&this._(t):t._$litType$!==void 0?this.$(t):t.nodeType!==void 0?this.T(t):eo(t)?this.k(t):this._(t)}O(t){return this._$AA.parentNode.insertBefore(t,this._$AB)}T(t){this._$AH!==t&&(this._$AR(),this._$AH=this.O(t))}_(t){this._$AH!==h&&Be(this._$AH)?this._$AA.nextSibling.data=t:this.T(ge.createTextNode(t)),this._$AH=t}$(t){let{values:e,_$litType$:r}=t,i=typeof r=="number"?this._$AC(t):(r.el===void 0&&(r.el=Ve.createElement(En(r.h,r.h[0]),this.options)),r);if(this._$AH?._$AD===i)this._$AH.p(e);else{let s=new or(i,this),o=s.u(this.options);s.p(e),this.T(o),this._$AH=s}}_$AC(t){let e=$n.get(t.strings);return e===void 0&&$n.set(t.strings,e=new Ve(t)),e}k(t){ur(this._$AH)||(this._$AH=[],this._$AR());let e=this._$AH,r,i=0;for(let s of t)i===e.length?e.push(r=new n(this.O(je()),this.O(je()),this,this.options)):r=e[i],r._$AI(s),i++;i<e.length&&(this._$AR(r&&r._$AB.nextSibling,i),e.length=i)}_$AR(t=this._$AA.nextSibling,e){for(this._$AP?.(!1,!0,e);t!==this._$AB;){let r=gn(t).nextSibling;gn(t).remove(),t=r}}setConnected(t){this._$AM===void 0&&(this._$Cv=t,this._$AP?.(t))}},Te=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(t,e,r,i,s){this.type=1,this._$AH=h,this._$AN=void 0,this.element=t,this.name=e,this._$AM=i,this.options=s,r.length>2||r[0]!==""||r[1]!==""?(this._$AH=Array(r.length-1).fill(new String),this.strings=r):this._$AH=h}_$AI(t,e=this,r,i){let s=this.strings,o=!1;if(s===void 0)t=Ee(this,t,e,0),o=!Be(t)||t!==this._$AH&&t!==B,o&&(this._$AH=t);else{let a=t,l,d;for(t=s[0],l=0;l<s.length-1;l++)d=Ee(this,a[r+l],e,l),d===B&&(d=this._$AH[l]),o||=!Be(d)||d!==this._$AH[l],d===h?t=h:t!==h&&(t+=(d??"")+s[l+1]),this._$AH[l]=d}o&&!i&&this.j(t)}j(t){t===h?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,t??"")}},ar=class extends Te{constructor(){super(...arguments),this.type=3}j(t){this.element[this.name]=t===h?void 0:t}},lr=class extends Te{constructor(){super(...arguments),this.type=4}j(t){this.element.toggleAttribute(this.name,!!t&&t!==h)}},dr=class extends Te{constructor(t,e,r,i,s){super(t,e,r,i,s),this.type=5}_$AI(t,e=this){if((t=Ee(this,t,e,0)??h)===B)return;let r=this._$AH,i=t===h&&r!==h||t.capture!==r.capture||t.once!==r.once||t.passive!==r.passive,s=t!==h&&(r===h||i);i&&this.element.removeEventListener(this.name,this,r),s&&this.element.addEventListener(this.name,this,t),this._$AH=t}handleEvent(t){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,t):this._$AH.handleEvent(t)}},cr=class{constructor(t,e,r){this.element=t,this.type=6,this._$AN=void 0,this._$AM=e,this.options=r}get _$AU(){return this._$AM._$AU}_$AI(t){Ee(this,t)}};var ro=pr.litHtmlPolyfillSupport;ro?.(Ve,Ge),(pr.litHtmlVersions??=[]).push("3.3.3");var Tn=(n,t,e)=>{let r=e?.renderBefore??t,i=r._$litPart$;if(i===void 0){let s=e?.renderBefore??null;r._$litPart$=i=new Ge(t.insertBefore(je(),s),s,void 0,e??{})}return i._$AI(n),i};var mr=globalThis,ne=class extends Y{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let t=super.createRenderRoot();return this.renderOptions.renderBefore??=t.firstChild,t}update(t){let e=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(t),this._$Do=Tn(e,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return B}};ne._$litElement$=!0,ne.finalized=!0,mr.litElementHydrateSupport?.({LitElement:ne});var no=mr.litElementPolyfillSupport;no?.({LitElement:ne});(mr.litElementVersions??=[]).push("4.2.2");var R=n=>(t,e)=>{e!==void 0?e.addInitializer(()=>{customElements.define(n,t)}):customElements.define(n,t)};var io={attribute:!0,type:String,converter:We,reflect:!1,hasChanged:Et},so=(n=io,t,e)=>{let{kind:r,metadata:i}=e,s=globalThis.litPropertyMetadata.get(i);if(s===void 0&&globalThis.litPropertyMetadata.set(i,s=new Map),r==="setter"&&((n=Object.create(n)).wrapped=!0),s.set(e.name,n),r==="accessor"){let{name:o}=e;return{set(a){let l=t.get.call(this);t.set.call(this,a),this.requestUpdate(o,l,n,!0,a)},init(a){return a!==void 0&&this.C(o,void 0,n,a),a}}}if(r==="setter"){let{name:o}=e;return function(a){let l=this[o];t.call(this,a),this.requestUpdate(o,l,n,!0,a)}}throw Error("Unsupported decorator location: "+r)};function y(n){return(t,e)=>typeof e=="object"?so(n,t,e):((r,i,s)=>{let o=i.hasOwnProperty(s);return i.constructor.createProperty(s,r),o?Object.getOwnPropertyDescriptor(i,s):void 0})(n,t,e)}function M(n){return y({...n,state:!0,attribute:!1})}var ie=(n,t,e)=>(e.configurable=!0,e.enumerable=!0,Reflect.decorate&&typeof t!="object"&&Object.defineProperty(n,t,e),e);function se(n,t){return(e,r,i)=>{let s=o=>o.renderRoot?.querySelector(n)??null;if(t){let{get:o,set:a}=typeof r=="object"?e:i??(()=>{let l=Symbol();return{get(){return this[l]},set(d){this[l]=d}}})();return ie(e,r,{get(){let l=o.call(this);return l===void 0&&(l=s(this),(l!==null||this.hasUpdated)&&a.call(this,l)),l}})}return ie(e,r,{get(){return s(this)}})}}var oo;function An(n){return(t,e)=>ie(t,e,{get(){return(this.renderRoot??(oo??=document.createDocumentFragment())).querySelectorAll(n)}})}var fr=new Intl.NumberFormat("en-US"),ao=new Intl.NumberFormat("en-US",{maximumSignificantDigits:6});function $(n,t=6){if(n===null)return"–";if(Number.isNaN(n))return"NaN";if(!Number.isFinite(n))return n>0?"infinity":"-infinity";let[e,r]=lo(n,t);return r<-4||r>=t?`${Number(e)}e${r}`:String(+`${e}e${r}`)}function lo(n,t){let[e,r]=n.toExponential(t-1).split("e"),[i]=n.toExponential().split("e");if(!i.endsWith("5")||i.replace(/\D/g,"").length!==t+1)return[e,Number(r)];let[s,o]=n.toExponential(100).split("e"),a=s.slice(0,e.length);return/^\.?50*$/.test(s.slice(e.length))&&/[02468]$/.test(a)?[a,Number(o)]:[e,Number(r)]}function At(n,t){for(let e of[3,4,5]){let r=[$(n,e),$(t,e)];if(r[0]!==r[1])return r}return[$(n),$(t)]}function x(n){return n===null?"–":(Number.isInteger(n)?fr:ao).format(n)}function Pn(n){if(Number.isNaN(n))return"NaN %";if(!Number.isFinite(n))return"more than 10^308 %";let t=$(100*n,3);return`${Math.abs(n)>=1?fr.format(Number(t)):t} %`}var qe=20,co=1e-6;function gr(n){return n>qe?`over ${Pn(qe)}`:n>0&&n<co?"below 0.0001 %":Pn(n)}var po=3;function be(n,t,e){let r=(n??NaN)/(t??NaN);return!(r>=po)||r===1/0?br(e):r>uo?"more than a million times too high":`${ho(r)} times too high`}var uo=1e6;function ho(n){return fr.format(Number($(n,n<100?2:3)))}function br(n){if(n===null)return"–";let t=n>0?"+":n<0?"-":"";return gr(Math.abs(n)).replace(/^(over )?(?=\d)/,`$1${t}`)}function Mn(n){let t=Math.max(...n.map(Math.abs)),e=n.length>1?Math.abs(n[1]-n[0]):t,r=-Math.floor(Math.log10(e)+1e-9);return t>=1e-4&&t<1e6&&r<=8?n.map(i=>String(Number(i.toFixed(Math.max(0,r+1))))):n.map(i=>{let s=Math.floor(Math.log10(Math.abs(i)))+r+2;return $(i,Math.min(12,Math.max(1,s)))})}function L(n,t,e=`${t}s`){return`${x(n)} ${n===1?t:e}`}var Ae=60,vr=60*Ae,_n=24*vr;function Cn(n){let t=Math.max(0,Math.round(n/1e3));return t<Ae?`${t} s ago`:t<vr?`${Math.floor(t/Ae)} min ago`:t<2*_n?`${Math.floor(t/vr)} h ago`:`${x(Math.floor(t/_n))} days ago`}function yr(n){let t=new Date(n);return[t.getHours(),t.getMinutes(),t.getSeconds()].map(e=>String(e).padStart(2,"0")).join(":")}function Pe(n,t=1){let e=new Date(n*1e3),r=[e.getFullYear(),e.getMonth()+1,e.getDate()],i=yr(n*1e3),s=t<1?String(e.getMilliseconds()/1e3).slice(1):"";return`${r.map(o=>String(o).padStart(2,"0")).join("-")} ${t<Ae?i+s:i.slice(0,5)}`}function Nn(n){let t=Math.floor(n/Ae),e=Number((n-t*Ae).toFixed(1)),r=i=>i<10?`0${i}`:`${i}`;return t<60?`${t}:${r(e)}`:`${Math.floor(t/60)}:${r(t%60)}:${r(e)}`}var Ln=w` :host{display:flex;flex-direction:column;height:100vh;background:var(--lr-surface);}main,.page{flex:1;display:flex;min-height:0;}main{flex-direction:column;}.list{flex:1;display:flex;flex-direction:column;min-width:0;min-height:0;}lr-series-grid{flex:1;}.selected .list{flex:none;width:clamp(280px,var(--lr-list-width,29vw),60vw);}lr-divider{flex:none;}.detail{flex:1;display:flex;flex-direction:column;min-width:0;min-height:0;}.panes{flex:1;display:grid;grid-template:minmax(0,1fr) / minmax(0,1fr) clamp(320px,27vw,560px);min-height:0;}.middle{display:flex;flex-direction:column;min-width:0;overflow-y:auto;}lr-chart-panel{flex:1;}.side{border-left:1px solid var(--lr-border);background:var(--lr-surface-side);overflow-y:auto;}.skip:not(:focus){position:absolute;width:1px;min-height:0;height:1px;overflow:hidden;clip-path:inset(50%);}.skip{align-self:flex-start;margin:6px 14px;}.waiting{padding:72px 24px;color:var(--lr-text-muted);text-align:center;}.none{padding:24px 18px;}.none button{margin-top:10px;}.strip{display:flex;align-items:center;gap:12px;border-bottom:1px solid var(--lr-border);padding:6px 14px;background:var(--lr-surface-error);font-size:13px;}.strip span{flex:1;}@media (max-width:1150px){.panes{display:flex;flex-direction:column;overflow-y:auto;}.side{display:contents;}.middle{flex:none;overflow:visible;}lr-verdict{order:-1;}lr-diagnosis{flex:none;border-top:1px solid var(--lr-border);background:var(--lr-surface-side);}.trying .middle{position:sticky;top:0;z-index:1;max-height:45vh;overflow-y:auto;border-bottom:1px solid var(--lr-border);background:var(--lr-surface);}}@media (max-width:860px){.selected .list,lr-divider{display:none;}}`;var S=class extends ne{performUpdate(){try{super.performUpdate()}catch(t){console.error(t),this.renderRoot.textContent=`This part of the page failed: ${K(t)}`}}emit(t,e){this.dispatchEvent(new CustomEvent(t,{detail:e,bubbles:!0,composed:!0}))}};var ve=16,On=58,In=20,Pt=24;function Dn(n,t,e,r,i,s){let o=document.createElement("canvas"),a=o.getContext("2d"),l=Math.max(...n.map(b=>b.width))/t,d=n.reduce((b,k)=>b+k.height,0)/t;a.font=`12px ${ee}`;let p=fo(i.map(({name:b})=>a.measureText(b).width),l),u=(p[p.length-1]?.row??-1)+1,m=On+u*In;o.width=(l+2*ve)*t,o.height=(d+m+ve)*t,a.scale(t,t),a.fillStyle=s.surface,a.fillRect(0,0,o.width,o.height);let f=(b,k,E,T,W)=>{a.font=`${k} ${ee}`,a.fillStyle=E,a.fillText(mo(b,l-T+ve,A=>a.measureText(A).width),T,W)};f(e,"500 15px",s.foreground,ve,26),f(r,"13px",s.text,ve,46),i.forEach(({name:b,colour:k,dash:E=[],isArea:T},W)=>{let{left:A,row:N}=p[W],[j,Q]=[ve+A,On+N*In];a.strokeStyle=a.fillStyle=k,a.lineWidth=2,a.setLineDash([...E]),T?a.fillRect(j,Q+1,Pt,12):(a.beginPath(),a.moveTo(j,Q+7),a.lineTo(j+Pt,Q+7),a.stroke()),f(b,"12px",s.foreground,j+Pt+7,Q+11)});let v=m;for(let b of n)a.drawImage(b,ve,v,b.width/t,b.height/t),v+=b.height/t;return new Promise((b,k)=>{o.toBlob(E=>E?b(E):k(new Error("The picture could not be made.")))})}function mo(n,t,e){let r=Array.from(n),[i,s]=[n,r.length];for(;s>2&&e(i)>t;){s-=1;let o=Math.ceil(s/2);i=`${r.slice(0,o).join("")}…${r.slice(o-s).join("")}`}return i}function fo(n,t){let[e,r]=[0,0];return n.map(i=>{let s=Pt+7+i;e>0&&e+s>t&&([e,r]=[0,r+1]);let o={left:e,row:r};return e+=s+18,o})}function Fn(n,t){let e=n.step[0],r=n.step[n.step.length-1];if(e===void 0||r===void 0||r<=e)return n;let i=(r-e)/t,s={step:[],value:[]};for(let o=0;o<n.step.length;o++){let a=n.step[o],l=n.value[o],d=n.step[o-1]??a,p=n.value[o-1]??l,u=l===p?1:Math.ceil((a-d)/i);for(let m=1;m<u;m++)s.step.push(d+(a-d)*m/u),s.value.push(p+(l-p)*m/u);s.step.push(a),s.value.push(l)}return s}function D(n){return n.replace(/(ch|sh|x)es$/,"$1").replace(/s$/,"")}function Hn(n,t){return`${L(Math.abs(n),D(t),t)} ${n>0?"ahead":"behind"}`}function Mt({done:n,total:t}){return t>0?`Still reading: ${x(n)} of ${x(t)} series…`:"Still looking for series…"}function ye({where:n,lines:t=[]}){let[e,r]=t;return e===void 0?n:r===void 0||r===e?`${n}, line ${x(e)}`:`${n}, lines ${x(e)}–${x(r)}`}function xr({disagreements:n}){return n.map(({first:t,last:e})=>({min:t,max:e}))}function Un(n){let{run:t,tag:e,steps:r,unit:i,logged:s,expected:o,marks:a}=n,l=xr(n);return`${[`Learning rate of run ${t}, tag ${e}, over ${i} ${x(r.first)} to ${x(r.last)}`,`Logged: ${$(s.first)} at first, ${$(s.last)} at last`,n.curve?`Expected: ${$(o.first)} at first, ${$(o.last)} at last`:"No expected curve",...l.length>0?[go(l,r.last,i)]:[],...a.length>0?[`Marked: ${a.map(_t).join("; ")}`]:[]].join(". ")}.`}function go(n,t,e){let[r,i]=[n[0].min,n[n.length-1].max],s=`from ${D(e)} ${x(r)}`;return n.length>1?`The two disagree in ${n.length} stretches ${s} to ${x(i)}`:`The two disagree ${s} ${i===t?"on":`to ${x(i)}`}`}function _t(n){return`${n.label} ${x(n.step)}`}function zn(n,t){let e=n.filter(r=>r.x>t.max);return e.length>0?`Beyond this view: ${e.map(_t).join(", ")}`:null}function Wn({evidence:n,unit:t}){let{time_scale:e,step_offset:r,value_scale:i,variant:s}=n,o=[...s?[s.replaceAll("_"," ")]:[],...e===1?[]:[`${$(e)} times the pace`],...i===1?[]:[`${$(i)} times the rate`],...Math.abs(r)>bo?[Hn(r,t)]:[]];return o.length>0?`followed: ${o.join(", ")}`:"followed"}var bo=1;function wr({step:n,time:t,elapsed:e},r,i){let s=r==="wall"&&t!==null?Pe(t):r==="relative"&&e!==null?Nn(e):null;return`${D(i)} ${x(n)}${s?`, ${s}`:""}`}function Kn(n,t,e){let r=[wr(n,t,e)];return n.logged!==null&&r.push(`logged ${$(n.logged)}`),n.expected!==null&&r.push(`expected ${$(n.expected)}`),n.error!==null&&r.push(`error ${be(n.logged,n.expected,n.error)}`),r.join(", ")}function Ct(n){let t=new Float64Array(n);for(let e=0;e<t.length;e++)Number.isFinite(t[e])||(t[e]=NaN);return t}function G(n,t){let e=0,r=n.length;for(;e<r;){let i=e+r>>1;n[i]>t?r=i:e=i+1}return e}function Nt(n,t){let e=G(n,t),r=n[e],i=n[e-1];return r===void 0||i===void 0?r===void 0?e-1:e:r-t<t-i?e:e-1}function xe(n,t,e){let r=G(n,e),[i,s]=[n[r-1]??NaN,n[r]??NaN],[o,a]=[t[r-1]??NaN,t[r]??NaN];return i===e?o:o+(a-o)*(e-i)/(s-i)}function Bn(n,t){let{step:e,wall_time:r}=n.points,i=new Float64Array(e);if(t==="step"||e.length===0)return{places:i,at:l=>l,stepAt:l=>l};let s=t==="relative"?r[0]:0,o=-1/0;for(let l=0;l<e.length;l++)o=Math.max(o,r[l]-s),i[l]=o;let a=vo(n,o-i[0]);return{places:i,at:l=>jn(e,i,l,a),stepAt:l=>jn(i,e,l,1/a)}}function vo({points:{step:n},next_change:t},e){let r=n[0],i=n[n.length-1],s=(t?.step??i)-i,o=(t?.eta_seconds??NaN)/s;return s>0&&o>0?o:e>0&&i>r?e/(i-r):1}function jn(n,t,e,r){let i=G(n,e),s=n.length-1;if(i===0)return t[0]-(n[0]-e)*r;if(i>s)return t[s]+(e-n[s])*r;let[o,a]=[n[i-1],n[i]],[l,d]=[t[i-1],t[i]];return l+(d-l)*(e-o)/(a-o)}var yo=500;function Vn(n,t,e=null){let{points:r,curve:i,explained:s,inferred_curve:o,marks:a}=n,l=Bn(n,t),d=u=>({x:xo(u.step,m=>l.at(m)),y:Ct(u.value)}),p=u=>u&&d(Fn(u,yo));return{diagnosis:n,timeline:l,edited:e,lines:{logged:{x:l.places,y:Ct(r.value)},expected:p(i),explained:s&&d(s),inferred:p(o),edited:p(e)},error:r.error&&{x:l.places,y:Ct(r.error)},marks:a.map(u=>({...u,x:l.at(u.step)})),spans:xr(n).map(({min:u,max:m})=>({min:l.at(u),max:l.at(m)}))}}function Lt(n,t){return n.filter(({diagnosis:e})=>!t.has(e.key)).flatMap(({lines:e})=>ce.flatMap(r=>t.has(r)?[]:e[r]??[]))}function we(n,t){let{points:e,curve:r,explained:i,inferred_curve:s}=n.diagnosis,o=$r(e,t)?-1:Nt(e.step,t),a=e.step[o]??t,l=e.wall_time[o]??null,d=n.error?.y[o]??NaN,p=u=>{let m=u?xe(u.step,u.value,a):NaN;return Number.isNaN(m)?null:m};return{step:a,time:l,elapsed:l===null?null:l-(e.wall_time[0]??l),logged:e.value[o]??null,expected:e.expected?.[o]??p(r),error:Number.isNaN(d)?null:d,explained:p(i),inferred:p(s),edited:p(n.edited)}}function $e({diagnosis:n,timeline:t},e){let{step:r}=n.points,i=t.stepAt(e);return $r({step:r},i)?Math.round(i):r[Nt(t.places,e)]??0}function Gn(n,{step:t},e){let r=t.length-1,i=e===null||$r({step:t},e)?r+1:Nt(t,e),s=Math.ceil(t.length/20),a={ArrowLeft:i-1,ArrowRight:i+1,PageUp:i-s,PageDown:i+s,Home:0,End:r}[n];return a===void 0?null:t[Math.min(r,Math.max(0,a))]??null}function $r({step:n},t){return t>(n[n.length-1]??-1/0)}function xo(n,t){let e=new Float64Array(n.length);for(let r=0;r<e.length;r++)e[r]=t(n[r]);return e}var wo=.15,$o=20,So=1e8,qn=1e-6,Zn=.06,ko=.001;function Yn(n){let t=n.map(Ro);return{min:Math.min(...t.map(e=>e.min)),max:Math.max(...t.map(e=>e.max))}}function Ro({lines:n,marks:t}){let e=n.logged.x,r=n.expected?.x??[],i=[...t.map(p=>p.x),...r.slice(-1)],s=e[0]??r[0]??0,o=e[e.length-1]??s;if(o===s){let p=Math.max(s,...i);return p>s?{min:s,max:p}:{min:s-1,max:s+1}}let a=o+wo*(o-s),l=Math.min(a,r[r.length-1]??o),d=n.edited?.x.slice(-1)??[];return{min:s,max:Math.max(o,l,...d,...i.filter(p=>p<=a))}}function Ze(n,t,e=-1/0){let[r,i]=[1/0,-1/0],s=a=>{a<r&&a>e&&(r=a),a>i&&a>e&&(i=a)};for(let{x:a,y:l}of n){s(xe(a,l,t.min)),s(xe(a,l,t.max));let d=G(a,t.max);for(let p=G(a,t.min);p<d;p++)s(l[p])}return r<=i?{min:r,max:i}:t.min===-1/0?null:Ze(n,{min:-1/0,max:1/0},e)}function Jn(n,t){let e=Ze(n,t);return e&&e.min>0&&e.max/e.min>$o?"log":"linear"}function Xn(n,t){return n?t==="log"?To(n):Eo(n):t==="log"?{min:1e-4,max:.01}:{min:0,max:1}}function Eo({min:n,max:t}){let e=Math.max(Math.abs(n),Math.abs(t));if(e===0)return{min:-1,max:1};if(t-n<=qn*e){let s=(n+t)/2;return s>0?{min:0,max:2*s}:{min:2*s,max:0}}let r=Zn*(t-n);return{min:n>=0&&n-r<0?-r/3:n-r,max:t+r}}function To({min:n,max:t}){let e=Math.max(n,t/So);if(t-e<=qn*t)return{min:t/4,max:t*4};let r=Math.pow(t/e,Zn);return{min:e/r,max:t*r}}function Qn(n){let t=Math.max(-qe,Math.min(0,n?.min??0)),e=Math.min(qe,Math.max(0,n?.max??0)),r=Math.max(.12*(e-t),ko-(e-t)/2);return{min:t-r,max:e+r}}function Ao(n){return n==="log"?[Math.log10,t=>10**t]:[t=>t,t=>t]}function Me({min:n,max:t},e,r,i="linear"){let[s,o]=Ao(i),a=s(e);return{min:o(a+(s(n)-a)*r),max:o(a+(s(t)-a)*r)}}function ei(n,t,e){let r=Math.max(t.max-t.min,Math.min(e,n.max-n.min));if(r>=n.max-n.min)return null;let i=Math.min(Math.max(t.min,n.min),n.max-r);return{min:i,max:i+r}}function ti({min:n,max:t},e){let r=(t-n)/10,i=e<n?e-r-n:e>t?e+r-t:0;return{min:n+i,max:t+i}}function ri({view:n,scale:t,isFull:e,change:r,reset:i,toggleFull:s}){let{axis:o,zoom:a,valueZoom:l,arrangement:d,compared:p,table:u}=n,m=(v,b,k,E,T="")=>c`<button
type="button"
data-testid=${v}
aria-pressed=${k}
title=${T||h}
@click=${E}
>
${b}
</button>`,f=v=>()=>r(v);return c`<div class="controls" role="group" aria-label="Chart">
<div class="segments" role="group" aria-label="Horizontal axis">
${m("axis-step","Step",o==="step",f({axis:"step"}))}
${m("axis-relative","Relative",o==="relative",f({axis:"relative"}))}
${m("axis-wall","Wall",o==="wall",f({axis:"wall"}))}
</div>
<div class="segments" role="group" aria-label="Scale of the value axis">
${m("scale-linear","Linear",t==="linear",f({scale:"linear"}))}
${m("scale-log","Log",t==="log",f({scale:"log"}))}
</div>
${p.length>0?c`<div class="segments" role="group" aria-label="Compared series">
${m("overlay","One chart",d==="overlay",f({arrangement:"overlay"}))}
${m("multiples","One each",d!=="overlay",f({arrangement:"multiples"}))}
</div>`:h}
${m("table","Table",u,f({table:!u}))}
${m("full","Full screen",e,s,"The chart alone (f); Escape leads back")}
<button
type="button"
data-testid="reset-zoom"
title="Double click, or 0. Drag to zoom (with Shift in both directions), or turn the wheel with Ctrl or Alt (and Shift for the values)."
?disabled=${a===null&&l===null}
@click=${i}
>
Reset zoom
</button>
</div>`}var ni="Show or hide; with Alt alone";function Sr(n,{diagnosis:t}){return n==="explained"?Wn(t):n}function ii(n,t,e,r,i,s){let{diagnosis:o,spans:a,lines:l,error:d}=n,p=(u,m,f="")=>l[u]?c`<button
type="button"
data-testid=${m}
title="${f&&`${f}. `}${ni}"
aria-pressed=${!r.has(u)}
@click=${v=>s(u,v)}
>
<i
class="line ${u}"
style=${i&&(u==="logged"||u==="expected")?`border-color: ${i}`:h}
></i
>${Sr(u,n)} <b class="rate">${$(t[u])}</b>
</button>`:h;return c`<div class="legend" data-testid="legend">
<span class="step ${e}">${wr(t,e,o.unit)}</span>
${p("logged","logged")}
${l.expected?p("expected","expected"):c`<span class="muted">no expected curve</span>`}
${p("edited","edited-legend")}
${d?c`<span data-testid="error"
>error
<b class="error">${be(t.logged,t.expected,t.error)}</b></span
>`:h}
${p("explained","line-explained","What the run followed instead")}
${p("inferred","line-inferred","The schedule that the points themselves describe")}
${a.length>0?c`<span><i class="area"></i>disagree</span>`:h}
</div>`}function si(n,t,e){return n.length<2?h:c`<div class="compared-series" tabindex="0" role="region" aria-label="Compared series">
<table>
<thead>
<tr>
${["series","logged","expected","error"].map(r=>c`<th scope="col">${r}</th>`)}
<th><span class="unseen">remove</span></th>
</tr>
</thead>
<tbody>
${n.map(r=>Po(r,t,e))}
</tbody>
</table>
</div>`}function Po({plotted:n,readout:t,colour:e,remove:r},i,s){let{run:o,tag:a,key:l}=n.diagnosis;return c`<tr data-testid=${r?"compared":"compared-with"}>
<th scope="row">
<button
type="button"
title="${o} ${a}. ${ni}"
aria-pressed=${!i.has(l)}
@click=${d=>s(l,d)}
>
<i class="line" style=${e?`border-color: ${e}`:h}></i><bdi>${o}</bdi>
<bdi class="muted">${a}</bdi>
</button>
</th>
<td><span class="unseen">logged</span> ${$(t.logged)}</td>
<td><span class="unseen">expected</span> ${$(t.expected)}</td>
<td>${be(t.logged,t.expected,t.error)}</td>
<td>
${r?c`<button type="button" aria-label="Compare no longer with ${o} ${a}" @click=${r}>
✕
</button>`:h}
</td>
</tr>`}var oi=w` :host{display:flex;flex-direction:column;gap:10px;min-width:0;padding:14px 18px;}.controls{display:flex;flex-wrap:wrap;gap:8px;}.segments{display:flex;}.segments button{border-radius:0;}.segments button:first-child{border-radius:4px 0 0 4px;}.segments button:last-child{border-radius:0 4px 4px 0;}.segments button + button{margin-left:-1px;}:host([full]){position:fixed;z-index:5;inset:0;background:var(--lr-surface);overflow-y:auto;}:host([full]) .charts{max-height:none;}.controls [aria-pressed='true']{position:relative;border-color:var(--lr-border-strong);background:var(--lr-surface-code);font-weight:500;}.legends{display:grid;gap:4px;}.legend{display:flex;flex-wrap:wrap;align-items:center;gap:2px 18px;font-size:13px;font-variant-numeric:tabular-nums;}.legend b{font-weight:500;}.legend button,.compared-series button{border:none;padding:0 4px;margin:-1px -4px;min-height:24px;}[aria-pressed='false'] .line{opacity:0.3;}.legend [aria-pressed='false'],.compared-series [aria-pressed='false']{color:var(--lr-text-muted);text-decoration:line-through;}.legend b{display:inline-block;text-align:left;white-space:nowrap;}.legend .rate{min-width:74px;}.legend .error{min-width:136px;}.legend .step{min-width:100px;color:var(--lr-text-muted);}.legend .step.relative{min-width:150px;}.legend .step.wall{min-width:230px;}.compared-series{max-height:172px;overflow-y:auto;font-size:13px;font-variant-numeric:tabular-nums;}.compared-series table{table-layout:fixed;width:100%;max-width:820px;border-collapse:collapse;}.compared-series th,.compared-series td{height:24px;padding:0 8px 0 0;font-weight:400;text-align:left;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;}.compared-series thead th{position:sticky;top:0;background:var(--lr-surface);color:var(--lr-text-muted);font-size:12px;}.compared-series th:first-child button{max-width:100%;margin:0;overflow:hidden;text-overflow:ellipsis;}.compared-series th:nth-child(2),.compared-series th:nth-child(3){width:92px;}.compared-series th:nth-child(4){width:142px;}.compared-series th:nth-child(5){width:40px;}.line{display:inline-block;width:24px;margin-right:7px;border-top:2px solid var(--lr-logged);vertical-align:middle;}.line.expected{border-top:2px dashed var(--lr-expected);}.line.edited{border-top:2px dotted var(--lr-edited);}.line.explained{border-top:2px dotted var(--lr-ok);}.line.inferred{border-top:1px dotted var(--lr-text);}.area{display:inline-block;width:14px;height:12px;margin-right:7px;background:var(--lr-disagree);outline:1px solid color-mix(in srgb,var(--lr-error) 40%,transparent);vertical-align:-1px;}.charts{flex:1;display:grid;gap:12px;min-height:340px;max-height:720px;}.charts.multiples{grid-template-columns:repeat(auto-fit,minmax(min(100%,360px),1fr));max-height:none;}figure{display:flex;flex-direction:column;min-width:0;margin:0;}figcaption{padding-left:8px;font-size:13px;overflow-wrap:anywhere;}lr-chart{flex:1;min-height:240px;}.multiples lr-chart{min-height:320px;}footer{display:flex;flex-wrap:wrap;justify-content:space-between;gap:2px 20px;color:var(--lr-text-muted);font-size:12px;}.beyond{flex-basis:100%;}`;function ai(n,t){let e=[];return[...n].sort((r,i)=>i.at-r.at).map(r=>{let i=Math.max(0,Math.min(r.at,t-r.width)),s=0;for(;(e[s]??1/0)-8<i+r.width;)s++;return e[s]=i,{...r,left:i,row:s}})}function li(n,t){let e=new Map,r=[];for(let i of[...n].sort((s,o)=>s.at-o.at)){let s=e.get(i.label);if(s?.[0]&&i.at-s[0].at<t){s.push(i);continue}let o=[i];e.set(i.label,o),r.push(o)}return r}var Ot=class{constructor(t,e,r){this.placeAt=t;this.valueAt=e;this.events=r;this.node=Ye("plot-area");this.selection=Ye("selection");this.dragged=null;this.fingers=new Map;this.size={left:0,top:0,width:0,height:0};let{node:i}=this;this.selection.hidden=!0,i.append(this.selection),i.addEventListener("pointerdown",s=>{s.button===0&&(i.setPointerCapture(s.pointerId),this.fingers.set(s.pointerId,this.pointOf(s)),this.dragged=this.fingers.size===1?this.pointOf(s):null,this.select(null))}),i.addEventListener("pointermove",s=>{let o=this.pointOf(s);this.pinch(s.pointerId,o)||(r.onPoint(t(o.left),o.top),this.select(this.draggedBox(s)))}),i.addEventListener("pointerup",s=>this.drop(s)),i.addEventListener("pointercancel",s=>this.endDrag(s)),i.addEventListener("pointerleave",()=>r.onPoint(null,0)),i.addEventListener("dblclick",()=>r.onReset()),i.addEventListener("wheel",s=>this.turn(s),{passive:!1})}cover(t){this.size=t,di(this.node,t)}pointOf(t){let{left:e,top:r}=this.node.getBoundingClientRect();return{left:Math.min(this.size.width,Math.max(0,t.clientX-e)),top:Math.min(this.size.height,Math.max(0,t.clientY-r))}}draggedBox(t){if(!this.dragged)return null;let{left:e,top:r}=this.pointOf(t),i=this.dragged,s=Math.abs(e-i.left);if(s<5)return null;let o=t.shiftKey?{top:Math.min(r,i.top),height:Math.abs(r-i.top)}:{top:0,height:this.size.height};return{left:Math.min(e,i.left),width:s,...o}}select(t){this.selection.hidden=!t,t&&di(this.selection,t)}pinch(t,e){let r=this.fingers.get(t),i=[...this.fingers].find(([a])=>a!==t)?.[1];if(!r||!i)return!1;this.fingers.set(t,e);let[s,o]=[r,e].map(({left:a})=>Math.max(1,Math.abs(a-i.left)));return s!==o&&this.events.onZoom(this.placeAt((e.left+i.left)/2),null,s/o),!0}drop(t){let[e,r]=[this.draggedBox(t),this.dragged];if(this.endDrag(t),!r)return;if(!e)return this.events.onClick(this.placeAt(r.left));let{left:i,top:s,width:o,height:a}=e,l=t.shiftKey&&a>=5;this.events.onDrag({min:this.placeAt(i),max:this.placeAt(i+o)},l?{min:this.valueAt(s+a),max:this.valueAt(s)}:null)}endDrag(t){this.fingers.delete(t.pointerId),this.dragged=null,this.select(null)}turn(t){if(!t.ctrlKey&&!t.altKey)return;t.preventDefault();let e=(t.deltaY||t.deltaX)*(t.deltaMode===0?1:20),r=Math.exp(Math.min(200,Math.max(-200,e))/500),{left:i,top:s}=this.pointOf(t);this.events.onZoom(this.placeAt(i),t.shiftKey?this.valueAt(s):null,r)}};function Ye(n){let t=document.createElement("div");return t.className=n,t}function di(n,t){for(let e of["left","top","width","height"])n.style[e]=`${t[e]}px`}var Mo=[[1,2,5],[1,3],[1]];function pi({min:n,max:t},e){let r=Math.floor(Math.log10(n)),i=Math.ceil(Math.log10(t));for(let o of Mo){let a=ci(r,i,1).flatMap(l=>o.map(d=>+`${d}e${l}`)).filter(l=>l>=n&&l<=t);if(a.length<3)return Rr({min:n,max:t},e);if(a.length<=e)return a}let s=Math.ceil((i-r+1)/e);return ci(r,i,s).map(o=>+`1e${o}`).filter(o=>o>=n&&o<=t)}function Rr({min:n,max:t},e){let r=_o((t-n)/e),i=[];for(let s=Math.ceil(n/r);s*r<=t;s++)i.push(Number((s*r).toPrecision(12)));return i}function _o(n){let t=Math.floor(Math.log10(n)),e=[1,2,5].find(r=>+`${r}e${t}`>=n);return e?+`${e}e${t}`:+`1e${t+1}`}function ci(n,t,e){let r=[];for(let i=n;i<=t;i+=e)r.push(i);return r}var Er=60,Tr=3600,kr=24*Tr,ui=Array.from({length:16},(n,t)=>[1,2,5].map(e=>e*10**t)).flat(),Co=[.001,.01,.1,1,2,5,10,15,30,...[1,2,5,10,15,30].map(n=>n*Er),...[1,2,3,6,12].map(n=>n*Tr),...ui.map(n=>n*kr)];function hi(n,{min:t,max:e},r){let s=(n==="step"?ui:Co).find(l=>(e-t)/l<=r)??(e-t)/r,o=n==="wall"?new Date(t*1e3).getTimezoneOffset()*Er:0,a=[];for(let l=Math.ceil((t-o)/s);l*s+o<=e;l++)a.push(Number((l*s+o).toPrecision(15)));return a}function Ar(n,t){if(n==="step")return t.map(x);let e=(t[1]??0)-(t[0]??0);if(n==="relative"){let i=[[kr,"d"],[Tr,"h"],[Er,"min"]],[s,o]=i.find(([a])=>e>=a)??[1,"s"];return t.map(a=>`${Number((a/s).toFixed(3))} ${o}`)}let r="";return t.map(i=>{let[s,o]=Pe(i,e).split(" "),a=e>=kr?s:s===r?o:`${o}
${s}`;return r=s,a})}var mi=4;function fi({x:n,y:t},{min:e,max:r},i){let s=Math.max(0,G(n,e)-1),o=Math.min(n.length,G(n,r)+1);if(o-s<=mi*i)return{x:n.subarray(s,o),y:t.subarray(s,o)};let a=new Int32Array(mi*(i+4)),l=(r-e)/i,d=0;for(let u=s;u<o;){let m=e+(Math.floor((n[u]-e)/l)+1)*l,[f,v,b]=[u,u,u],[k,E]=[1/0,-1/0];do{let T=t[b];T<k&&([k,f]=[T,b]),T>E&&([E,v]=[T,b]),b++}while(b<o&&n[b]<m);for(let T of[u,Math.min(f,v),Math.max(f,v),b-1])(d===0||T>a[d-1])&&(a[d++]=T);u=b}let p=a.subarray(0,d);return{x:Float64Array.from(p,u=>n[u]),y:Float64Array.from(p,u=>t[u])}}var No=36,Lo=26,Je=4,gi=13,bi=16,Oo=14,Io=2.5,Xe=class{constructor(t,e,r){this.container=t;this.isLabelled=e;this.canvas=document.createElement("canvas");this.pen=this.canvas.getContext("2d");this.box={left:0,top:0,width:0,height:0};this.drawn={width:0,height:0};this.crosshair=Ye("crosshair");this.pin=Ye("pin");this.canvas.height=0,this.area=new Ot(i=>this.placeAt(i),i=>this.valueAt(i),r),this.crosshair.hidden=this.pin.hidden=!0,this.area.node.append(this.pin,this.crosshair),t.append(this.canvas,this.area.node)}get isFit(){let{clientWidth:t,clientHeight:e}=this.container;return this.drawn.width===t&&this.drawn.height===e}measure(t,e){this.frame=t;let{clientWidth:r,clientHeight:i}=this.container,{ratio:s}=t;this.drawn={width:r,height:i},this.canvas.width=Math.round(r*s),this.canvas.height=Math.round(i*s),this.pen.setTransform(s,0,0,s,0,0),this.pen.font=Re,this.box.top=e,this.box.height=Math.max(1,i-e-this.footHeight);let o=this.frame.formatTicks(this.valueTicks()),a=this.isLabelled?bi:0;return Math.ceil(Math.max(24,...o.map(l=>this.pen.measureText(l).width)))+14+a}begin(t,e){let{clientWidth:r,clientHeight:i}=this.container,s=Math.max(1,r-t-dt);this.box={left:t,top:e,width:s,height:Math.max(1,i-e-this.footHeight)},this.area.cover(this.box),this.pen.clearRect(0,0,r,i),this.drawAxes()}setCursor(t,e){this.stand(this.crosshair,t),this.stand(this.pin,e)}stand(t,e){let{min:r,max:i}=this.frame.view;t.hidden=e===null||e<r||e>i,e!==null&&(t.style.transform=`translateX(${this.leftOf(e)-this.box.left}px)`)}leftOf(t){let{min:e,max:r}=this.frame.view;return this.box.left+(t-e)/(r-e)*this.box.width}topOf(t){let{box:e,to:r}=this,{min:i,max:s}=this.frame.values;return e.top+e.height*(1-(r(t)-r(i))/(r(s)-r(i)))}placeAt(t){let{min:e,max:r}=this.frame.view;return e+(r-e)*t/this.box.width}valueAt(t){let{min:e,max:r}=this.frame.values,i=this.to(r)+(this.to(e)-this.to(r))*t/this.box.height;return this.frame.scale==="log"?10**i:i}drawTrack(t,{colour:e,width:r,dash:i=[],hasDots:s=!1}){let{pen:o,box:a}=this,{x:l,y:d}=fi(t,this.frame.view,Math.ceil(a.width*this.frame.ratio)),p=s&&l.length*Oo<a.width,u=new Path2D;this.clipped(()=>{o.strokeStyle=o.fillStyle=e,o.lineWidth=r,o.lineJoin="round",i.length===0&&(o.lineCap="round"),o.setLineDash([...i]),o.beginPath();let m=!0;for(let f=0;f<l.length;f++){let v=this.leftOf(l[f]),b=this.topOf(d[f]);if(!Number.isFinite(b)){m=!0;continue}m&&o.moveTo(v,b),o.lineTo(v,b),m=!1,p&&vi(u,v,b,Io)}o.stroke(),o.fill(u)})}drawPoint(t,e,r,i){let[s,o]=[this.leftOf(t),this.topOf(e)],{pen:a,box:l}=this;if(s<l.left||s>l.left+l.width||!(o>=l.top&&o<=l.top+l.height))return;let d=new Path2D;vi(d,s,o,i),a.fillStyle=r,a.fill(d)}shade({min:t,max:e},r){let[i,s]=[this.leftOf(t),this.leftOf(e)];this.clipped(()=>{this.pen.fillStyle=r,this.pen.fillRect(i-1,this.box.top,s-i+2,this.box.height)})}clipped(t){let{left:e,top:r,width:i,height:s}=this.box;this.pen.save(),this.pen.beginPath(),this.pen.rect(e,r,i,s),this.pen.clip(),t(),this.pen.restore()}get to(){return this.frame.scale==="log"?Math.log10:t=>t}get footHeight(){return this.isLabelled?Je+8+gi*(this.frame.axis==="wall"?2:1)+bi:8}valueTicks(){let t=Math.max(3,Math.floor(this.box.height/No));return(this.frame.scale==="log"?pi:Rr)(this.frame.values,t)}drawAxes(){let{pen:t,box:e}=this,{palette:r,axis:i,formatTicks:s,view:o}=this.frame,[a,l]=[e.left+e.width,e.top+e.height],d=this.valueTicks();t.font=Re;let p=Ar(i,[o.min,o.max]).flatMap(f=>f.split(`
`)),u=Math.max(...p.map(f=>t.measureText(f).width))+Lo,m=hi(i,o,Math.max(2,Math.floor(e.width/u)));t.fillStyle=r.text,t.strokeStyle=r.grid,t.lineWidth=1,t.setLineDash([]),t.beginPath(),t.textAlign="right",t.textBaseline="middle",s(d).forEach((f,v)=>{let b=It(this.topOf(d[v]));t.moveTo(e.left-Je,b),t.lineTo(a,b),t.fillText(f,e.left-Je-4,b)}),t.textAlign="center",t.textBaseline="top",Ar(i,m).forEach((f,v)=>{let b=It(this.leftOf(m[v]));t.moveTo(b,e.top),t.lineTo(b,l+Je),this.isLabelled&&f.split(`
`).forEach((k,E)=>{t.fillText(k,b,l+Je+4+E*gi)})}),t.stroke(),this.drawNames()}drawNames(){let{pen:t,box:e}=this,{placeName:r,valueName:i}=this.frame;if(!this.isLabelled){t.textAlign="right",t.textBaseline="bottom",t.fillText(i,e.left+e.width,e.top-2);return}t.textBaseline="bottom",t.fillText(r,e.left+e.width/2,this.container.clientHeight),t.save(),t.translate(0,e.top+e.height/2),t.rotate(-Math.PI/2),t.textBaseline="top",t.fillText(i,0,1),t.restore()}};function It(n){return Math.round(n)+.5}function vi(n,t,e,r){n.moveTo(t+r,e),n.arc(t,e,r,0,2*Math.PI)}var Qe=15,Do=110,yi=5;function xi(n,t,e,r){n.font=Re;let i=t.filter(({x:o})=>o>=e.min&&o<=e.max).map(o=>({...o,at:(o.x-e.min)/(e.max-e.min)*r})),s=li(i,Do).map(o=>{let a=o[0],l=o[o.length-1],d=l===a?"":`–${x(l.step)} (${o.length} times)`,p=_t(a)+d;return{mark:a,at:a.at,text:p,width:n.measureText(p).width}});return ai(s,r)}function Pr(n,t,e,r){let{pen:i,box:s}=n;i.save(),i.font=Re,i.textAlign="left",i.textBaseline="alphabetic",i.setLineDash([2,3]),i.lineWidth=1;let o=({row:a})=>a*Qe+yi;for(let{kind:a,step:l,x:d}of t){let p=It(n.leftOf(d));if(!(p>=s.left&&p<=s.left+s.width+1))continue;let u=e.find(({mark:m})=>m.step===l&&m.kind===a);i.strokeStyle=a==="onset"?r.fault:r.mark,i.beginPath(),i.moveTo(p,s.top-(u?o(u):0)),i.lineTo(p,s.top+s.height),i.stroke()}for(let a of e){let[l,d]=[s.left+a.left,s.top-o(a)];i.fillStyle=r.surface,i.fillRect(l,d-Qe+yi,a.width,Qe-2),i.fillStyle=a.mark.kind==="onset"?r.fault:r.text,i.fillText(a.text,l,d)}i.restore()}var wi=10,$i=16,Fo=4,Dt=class{constructor(t,e,r){this.places=t;this.model=e;this.highlighted=null;this.ratio=null;this.main=new Xe(t[0],!0,r),this.strip=new Xe(t[1],!1,{...r,onPoint:i=>r.onPoint(i,NaN),onDrag:i=>r.onDrag(i,null),onZoom:(i,s,o)=>r.onZoom(i,null,o)}),this.values=Si(e)}get canvases(){return[this.main.canvas,this.strip.canvas].filter(({height:t})=>t>0)}get plot(){return this.main.box}leftOf(t){return this.main.leftOf(t)}get drawnValues(){return this.values}update(t){this.model=t,this.values=Si(t),this.draw()}setCursor(t,e){this.main.setCursor(t,e),this.strip.setCursor(t,e)}linesNear(t,e){let{shown:r,hidden:i,palette:s}=this.model,o=Ie(s),a=[];for(let l of r)for(let d of ki(l,r,i)){let{x:p,y:u}=l.plotted.lines[d],m=xe(p,u,t);if(Number.isNaN(m))continue;let f=Math.abs(this.main.topOf(m)-this.main.box.top-e);a.push({series:l,line:d,value:m,distance:f,style:Ri(l,d,o)})}return a.sort((l,d)=>l.distance-d.distance)}highlight(t){t?.series===this.highlighted?.series&&t?.line===this.highlighted?.line||(this.highlighted=t,this.draw())}at(t,e){this.ratio=t,this.draw();try{return e()}finally{this.ratio=null,this.draw()}}fit(){(!this.main.isFit||!this.strip.isFit)&&this.draw()}draw(){let[t,e]=this.places,{shown:r,all:i,view:s,scale:o,axis:a,palette:l}=this.model,d=o==="log",u={step:[...new Set(r.map(({plotted:A})=>D(A.diagnosis.unit)))].join(" / "),relative:"time since the first point",wall:"time"}[a],m={palette:l,axis:a,view:s,placeName:u,ratio:this.ratio??devicePixelRatio},f={...m,scale:o,values:this.values,valueName:"learning rate",formatTicks:d?A=>A.map(N=>$(N)):Mn},v=i.flatMap(({error:A})=>A??[]),b={...m,scale:"linear",values:Qn(Ze(v,s)),valueName:"relative error",formatTicks:A=>A.map(br)},k=Math.max(this.main.measure(f,wi),this.strip.measure(b,$i));if(t.clientWidth===0||t.clientHeight===0)return;let E=r[0]?.plotted.marks??[],T=xi(this.main.pen,E,s,t.clientWidth-k-dt),W=T.reduce((A,{row:N})=>Math.max(A,N+1),0);this.main.begin(k,wi+W*Qe),this.drawMain(T),e.clientHeight!==0&&(this.strip.begin(k,$i),this.drawStrip())}drawMain(t){let{main:e}=this,{shown:r,hidden:i,palette:s}=this.model,o=Ie(s),a=r[0]?.plotted;for(let l of a?.spans??[])e.shade(l,s.disagree);for(let l of r)for(let d of ki(l,r,i)){let p=Ri(l,d,o),u=this.highlighted?.series===l&&this.highlighted.line===d;e.drawTrack(l.plotted.lines[d],u?{...p,width:p.width+1.5}:p)}Pr(e,a?.marks??[],t,s);for(let{plotted:l,logged:d}of r){if(i.has(l.diagnosis.key)||i.has("logged"))continue;let{x:p,y:u}=l.lines.logged,m=p.length-1;m>=0&&e.drawPoint(p[m],u[m],d,Fo)}}drawStrip(){let{strip:t}=this,{shown:e,hidden:r,palette:i}=this.model,s=e[0]?.plotted;for(let o of s?.spans??[])t.shade(o,i.disagree);for(let{plotted:o,logged:a}of e)!o.error||r.has(o.diagnosis.key)||t.drawTrack(o.error,{colour:a,width:1.5,hasDots:!0});Pr(t,s?.marks??[],[],i)}};function Si({all:n,view:t,hidden:e,values:r,scale:i}){let s=i==="log"?0:-1/0;return r??Xn(Ze(Lt(n,e),t,s),i)}function ki({plotted:n},t,e){if(e.has(n.diagnosis.key))return[];let r=n===t[0]?.plotted;return ce.filter(i=>n.lines[i]&&!e.has(i)&&(r||i==="logged"||i==="expected"))}function Ri(n,t,e){return t==="logged"||t==="expected"?{...e[t],colour:n[t]}:e[t]}var P=w` :host{display:block;color:var(--lr-text);font:14px/1.45 ${kt(ee)};}:host([hidden]){display:none;}*,*::before,*::after{box-sizing:border-box;}:focus-visible{outline:2px solid var(--lr-link);outline-offset:2px;}h2,h3,p,ol,ul,pre,dl,dd{margin:0;padding:0;}h3{color:var(--lr-text-muted);font-size:11px;font-weight:500;letter-spacing:0.06em;text-transform:uppercase;}button{border:1px solid var(--lr-border);border-radius:4px;padding:0 10px;min-height:28px;background:transparent;color:var(--lr-text);font:inherit;font-size:13px;cursor:pointer;}button:hover:not(:disabled){background:var(--lr-surface-hover);}button:disabled{color:var(--lr-text-muted);opacity:0.6;cursor:default;}.number{white-space:nowrap;}code{font-family:'Roboto Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:0.9em;}.muted{color:var(--lr-text-muted);}.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;}.warnings{display:grid;gap:8px;border-left:3px solid var(--lr-warning);border-radius:0 4px 4px 0;padding:9px 12px;background:var(--lr-surface-warning);font-size:13.5px;}.formula{font-family:'Roboto Mono',Menlo,Consolas,monospace;font-size:12.5px;overflow-wrap:anywhere;}@media (forced-colors:active){[aria-pressed='true'],.row.selected{forced-color-adjust:none;border-color:Highlight !important;background:Highlight !important;color:HighlightText !important;}[aria-pressed='true'] *,.row.selected *{color:HighlightText !important;}.row.selected path{stroke:HighlightText !important;}}.severity-error{color:var(--lr-error);}.severity-warning{color:var(--lr-warning);}.severity-notice{color:var(--lr-notice);}.severity-ok{color:var(--lr-ok);}.severity-unknown{color:var(--lr-unknown);}`;var Ho=8,Ft=14,J=class extends S{constructor(){super(...arguments);this.place=null;this.pinned=null;this.top=null;this.chart=null;this.resizing=new ResizeObserver(()=>{this.chart?.fit(),this.chart?.setCursor(this.place,this.pinned)})}get canvases(){return this.chart?.canvases??[]}at(e,r){return this.chart?.at(e,()=>r(this.canvases))??null}get values(){return this.chart?.drawnValues??null}connectedCallback(){super.connectedCallback(),this.resizing.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.resizing.disconnect()}render(){let[e]=this.model.shown;return c`<div
class="main"
data-testid="chart"
role="img"
aria-label=${e?Un(e.plotted.diagnosis):""}
>
${this.renderTooltip()}
</div>
<div
class="strip"
data-testid="error-strip"
role="img"
aria-label="Relative error over the same axis"
?hidden=${this.model.all.every(({error:r})=>!r)}
></div>`}renderTooltip(){let{place:e,top:r}=this,i=this.chart?.plot;if(e===null||r===null||!i||i.width<1)return h;let s=this.chart.linesNear(e,r).slice(0,Ho);if(s.length===0)return h;let[o]=this.model.shown,a=this.model.shown.length===1,{unit:l}=o.plotted.diagnosis,d=this.chart.leftOf(e),p=d>i.left+i.width/2,u=r>i.height/2,{width:m,height:f}=this.chart.canvases[0].getBoundingClientRect(),v=p?`max(0px, ${d-Ft}px - 100%)`:`min(${d+Ft}px, ${m}px - 100%)`,b=u?`max(0px, ${i.top+r-Ft}px - 100%)`:`min(${i.top+r+Ft}px, ${f}px - 100%)`,k=Math.round(o.plotted.timeline.stepAt(e));return c`<div
class="tooltip ${a?"":"of-several"}"
data-testid="tooltip"
aria-hidden="true"
style="transform: translate(${v}, ${b})"
>
${D(l)} ${x(k)}
${s.map(({series:{plotted:E},line:T,value:W,style:A},N)=>{let j=we(E,$e(E,e))[T]??W;return c`<div class=${N===0?"nearest":""}>
<i style="border-top-color: ${A.colour}; ${A.dash?"border-top-style: dashed":""}"></i>
${a?h:c`<bdi>${E.diagnosis.run}</bdi>`}
<span>${T==="explained"?"followed":T}</span>
<b>${$(j)}</b>
</div>`})}
</div>`}firstUpdated(){let[e,r]=this.renderRoot.querySelectorAll(".main, .strip");this.chart=new Dt([e,r],this.model,{onPoint:(i,s)=>{this.top=i===null||Number.isNaN(s)?null:s,this.emit("lr-point",i)},onClick:i=>this.emit("lr-pin",i),onDrag:(i,s)=>this.ask({places:i,...s&&{values:s}}),onZoom:(i,s,o)=>this.turn(i,s,o),onReset:()=>this.emit("lr-reset",null)})}updated(e){e.has("model")&&this.chart?.update(this.model);let r=this.place!==null&&this.top!==null;this.chart?.highlight(r&&this.chart.linesNear(this.place,this.top)[0]||null),this.chart?.setCursor(this.place,this.pinned)}turn(e,r,i){let{view:s,whole:o,values:a,scale:l}=this.model,d=r===null?s.min<=o.min&&s.max>=o.max:a===null;i>1&&d||(r===null?this.ask({places:Me(s,e,i)}):this.chart&&this.ask({values:Me(this.chart.drawnValues,r,i,l)}))}ask(e){this.emit("lr-zoom",e)}};J.styles=[P,w` :host{display:flex;flex-direction:column;position:relative;user-select:none;}.main,.strip{position:relative;overflow:hidden;}.main{flex:1;min-height:0;}.strip:not([hidden]){flex:0 0 clamp(70px,20%,110px);}canvas{position:absolute;width:100%;height:100%;}.plot-area{position:absolute;cursor:crosshair;touch-action:pan-y;}.selection{position:absolute;background:color-mix(in srgb,var(--lr-link) 18%,transparent);pointer-events:none;}.crosshair{position:absolute;top:0;bottom:0;border-left:1px solid var(--lr-text);pointer-events:none;}.pin{position:absolute;top:0;bottom:0;border-left:2px solid var(--lr-link);pointer-events:none;}.tooltip{position:absolute;z-index:2;top:0;left:0;min-width:150px;max-width:min(340px,60%);border:1px solid var(--lr-border-strong);border-radius:4px;padding:6px 9px;background:var(--lr-surface);font-size:12px;font-variant-numeric:tabular-nums;pointer-events:none;}.tooltip div{display:grid;grid-template-columns:18px auto minmax(max-content,1fr);align-items:center;gap:7px;}.of-several div{grid-template-columns:18px minmax(0,auto) auto minmax(max-content,1fr);}.tooltip b{text-align:right;}.tooltip .nearest{font-weight:500;}.tooltip bdi{margin-right:-2px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;}.tooltip i{border-top:2px solid;}`],g([y({attribute:!1})],J.prototype,"model",2),g([y({attribute:!1})],J.prototype,"place",2),g([y({attribute:!1})],J.prototype,"pinned",2),g([M()],J.prototype,"top",2),J=g([R("lr-chart")],J);var et=26,Ei=10,Uo=n=>n.charAt(0).toUpperCase()+n.slice(1),oe=class extends S{constructor(){super(...arguments);this.top=0;this.height=0;this.resizing=new ResizeObserver(()=>this.height=this.clientHeight);this.onScroll=()=>{this.top=this.scrollTop}}connectedCallback(){super.connectedCallback(),this.resizing.observe(this),this.addEventListener("scroll",this.onScroll),this.tabIndex=0,this.role="region",this.ariaLabel="Points"}disconnectedCallback(){super.disconnectedCallback(),this.resizing.disconnect()}render(){let{run:e,tag:r,points:i,steps:s,unit:o}=this.plotted.diagnosis,a=i.step.length,l=Math.max(0,Math.min(a,Math.floor(this.top/et))-Ei),d=Math.min(a,l+Math.ceil(this.height/et)+2*Ei),p=u=>c`<tbody aria-hidden="true" style="height: ${u*et}px; display: block"></tbody>`;return c`<table aria-rowcount=${a+1} data-testid="points-table">
<caption class="unseen">
${e} ${r}:
${L(s.count,"point")}${a<s.count?`, of which ${x(a)} are listed`:""}
</caption>
<thead>
<tr aria-rowindex="1">
${[Uo(D(o)),"Time","Logged","Expected","Relative error"].map(u=>c`<th scope="col">${u}</th>`)}
</tr>
</thead>
${p(l)}
<tbody>
${Array.from({length:d-l},(u,m)=>this.renderRow(l+m))}
</tbody>
${p(a-d)}
</table>`}renderRow(e){let{points:r,disagreements:i}=this.plotted.diagnosis,{step:s,wall_time:o,value:a,expected:l,error:d}=r,p=o[e],[u,m]=[a[e]??null,l?.[e]??null],f=i.some(({first:v,last:b})=>v<=s[e]&&s[e]<=b);return c`<tr aria-rowindex=${e+2} class=${f?"off":""}>
<td>${x(s[e]??null)}</td>
<td>${p===void 0?"–":Pe(p)}</td>
<td>${$(u)}</td>
<td>${$(m)}</td>
<td>${be(u,m,d?.[e]??null)}</td>
</tr>`}firstUpdated(){let{points:e,disagreements:r}=this.plotted.diagnosis,i=r[0]?e.step.indexOf(r[0].first):-1;i>0&&(this.scrollTop=(i-1)*et)}};oe.styles=[P,w` :host{flex:1;min-height:200px;overflow:auto;border:1px solid var(--lr-border);}table{width:100%;border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums;}th,td{height:${et}px;padding:0 12px;text-align:right;white-space:nowrap;}th{position:sticky;top:0;background:var(--lr-surface-code);font-weight:500;}td{border-top:1px solid var(--lr-border);}.off{background:var(--lr-disagree);}`],g([y({attribute:!1})],oe.prototype,"plotted",2),g([M()],oe.prototype,"top",2),g([M()],oe.prototype,"height",2),oe=g([R("lr-points-table")],oe);var zo={step:1,relative:.01,wall:.01},Wo=1e-9,tt=1.5,Ko="Left and right arrow keys move from point to point, Page Up and Page Down further, Home and End to the ends. Plus and minus zoom, up and down arrow keys zoom the values, 0 shows all. Enter sets a marker that stays, or takes it away.",F=class extends S{constructor(){super(...arguments);this.edited=null;this.theme="light";this.cursor=null;this.said="";this.full=!1;this.models=[];this.kept=new te;this.reset=()=>this.store.change({zoom:null,valueZoom:null});this.toggleFull=()=>{this.full=!this.full,this.full?this.requestFullscreen?.().catch(()=>{}):document.fullscreenElement&&document.exitFullscreen()};this.onPoint=({detail:e})=>{this.cursor=e===null?null:$e(this.first,e)};this.onKey=e=>{e.ctrlKey||e.metaKey||e.altKey||!this.press(e.key)||e.preventDefault()}}connectedCallback(){super.connectedCallback(),this.addEventListener("fullscreenchange",()=>this.full=document.fullscreenElement!==null)}willUpdate(e){let r=e.get("diagnosis");r&&r.key!==this.diagnosis.key&&(this.cursor=null,this.said="");let{axis:i,scale:s,zoom:o,valueZoom:a,hiddenLines:l,arrangement:d}=this.state.view,p=[i,s,o,a,l,d,this.theme,this.edited],{colours:u}=this.state,m=[this.diagnosis,...this.state.compared];this.models=this.kept.of([...p,u,...m],()=>this.arrange(m))}get model(){return this.models[0]}get first(){return this.model.all[0]}drawImage(){let e=[...this.charts];if(e.every(({canvases:p})=>p.length===0))return null;let r=bt(this),{run:i,tag:s,headline:o}=this.diagnosis,a=Math.max(2,devicePixelRatio),l=p=>Dn(p,a,`${i} ${s}`,o,this.legendOf(r),r),d=(p,u)=>{let[m,...f]=p;return m?m.at(a,v=>d(f,[...u,...v])):l(u)};return d(e,[])}legendOf(e){let r=Ie(e),{hiddenLines:i,arrangement:s}=this.state.view,o=s==="overlay"&&this.model.all.length>1,{first:a}=this,l=ce.filter(p=>a.lines[p]&&!i.has(p));return[...(o?this.model.all.filter(({diagnosis:p})=>!i.has(p.key)):[]).map(({diagnosis:p})=>({name:`${p.run} ${p.tag}`,colour:this.colourOf(p)??e.logged})),...l.map(p=>({...r[p],...o&&(p==="logged"||p==="expected")&&{colour:e.text},name:Sr(p,a)})),...a.spans.length>0?[{name:"disagree",colour:e.disagree,isArea:!0}]:[]]}colourOf({key:e}){let r=this.state.colours.get(e);return r===void 0?null:bt(this).runs[r]??null}arrange(e){let{axis:r,scale:i,zoom:s,valueZoom:o,hiddenLines:a,arrangement:l}=this.state.view,d=this.models[0],p=d?.axis===r?d.all:[],u=e.map((A,N)=>{let j=N===0?this.edited:null,Q=_r=>_r.diagnosis===A&&_r.edited===j;return p.find(Q)??Vn(A,r,j)}),m=Yn(u),f=i==="auto"?Jn(Lt(u,a),m):i,v=o&&(f==="linear"||o.min>0)?o:null,b=bt(this),k={all:u,axis:r,scale:f,view:s??m,whole:m,values:v,hidden:a,palette:b},{logged:E,expected:T}=b;if(l!=="overlay")return u.map(A=>({...k,shown:[{plotted:A,logged:E,expected:T}]}));let W=u.map(A=>{let N=this.colourOf(A.diagnosis);return N?{plotted:A,logged:N,expected:N}:{plotted:A,logged:E,expected:T}});return[{...k,shown:W}]}render(){let{first:e}=this,{view:r}=this.state,{axis:i,arrangement:s,table:o,pin:a}=r,l=this.cursor??a??this.diagnosis.steps.last??0;return c`${ri({view:r,scale:this.model.scale,isFull:this.full,change:d=>this.store.change(d),reset:this.reset,toggleFull:this.toggleFull})}
<div class="legends">${this.renderLegends(l)}</div>
${o?c`<lr-points-table .plotted=${e}></lr-points-table>`:c`<div
class="charts ${s}"
data-testid="charts"
role="application"
aria-roledescription="chart"
aria-label="Learning rate over ${i==="step"?"steps":"time"}"
aria-describedby="keys"
tabindex="0"
@keydown=${this.onKey}
@lr-point=${this.onPoint}
@lr-pin=${({detail:d})=>this.pinAt($e(e,d))}
@lr-zoom=${d=>this.zoom(d.detail)}
@lr-reset=${this.reset}
>
${this.models.map(d=>this.renderChart(d,l))}
</div>`}
<p id="keys" class="unseen">${Ko}</p>
<p class="unseen" aria-live="polite" data-testid="announced">${this.said}</p>
${this.renderFooter(e)}`}renderLegends(e){let{first:r}=this,{axis:i,hiddenLines:s,arrangement:o,pin:a}=this.state.view,l=r.timeline.at(e),d=this.model.all.map(({diagnosis:f})=>this.colourOf(f)),p=this.model.all.map(({diagnosis:f})=>f.key),u=ce.filter(f=>r.lines[f]),m=f=>(v,b)=>{b.altKey?this.store.isolate(v,f):this.store.toggle("hiddenLines",v)};return[ii(r,we(r,e),i,s,o==="overlay"?d[0]:null,m(u)),si(this.model.all.map((f,v)=>({plotted:f,readout:we(f,this.cursor===null&&a===null?f.diagnosis.steps.last??0:$e(f,l)),colour:d[v],remove:v===0?null:()=>this.store.toggleCompared(f.diagnosis)})),s,m(p))]}renderChart(e,r){let{pin:i}=this.state.view,{timeline:s}=this.first,{diagnosis:o}=e.shown[0].plotted,{run:a,tag:l}=o;return c`<figure>
${this.models.length>1?c`<figcaption style="border-left: 6px solid ${this.colourOf(o)??"transparent"}">
<bdi>${a}</bdi> <bdi class="muted">${l}</bdi>
</figcaption>`:h}
<lr-chart
.model=${e}
.place=${this.cursor===null?null:s.at(r)}
.pinned=${i===null?null:s.at(i)}
></lr-chart>
</figure>`}renderFooter({marks:e}){let{steps:r,points:i}=this.diagnosis,s=zn(e,this.model.view),o=i.step.length;return c`<footer>
<span>
${L(r.count,"point")}${o<r.count?`, drawn by the ${x(o)} that make up the picture`:""}
</span>
${s?c`<span class="beyond">${s}</span>`:h}
</footer>`}zoom({places:e,values:r}){let i={};e&&(i.zoom=ei(this.model.whole,e,zo[this.state.view.axis])),r&&r.max-r.min>Wo*Math.abs(r.max)&&(i.valueZoom=r),this.store.change(i)}pinAt(e){this.store.change({pin:this.state.view.pin===e?null:e})}press(e){let{first:r}=this,i=Gn(e,this.diagnosis.points,this.cursor);if(i!==null){this.cursor=i;let l=r.timeline.at(i);return(l<this.model.view.min||l>this.model.view.max)&&this.zoom({places:ti(this.model.view,l)}),this.said=this.model.all.map(p=>{let u=Kn(we(p,$e(p,l)),this.state.view.axis,p.diagnosis.unit);return p===r?u:`${p.diagnosis.run}: ${u}`}).join("; "),!0}let s={"+":1/tt,"=":1/tt,"-":tt}[e],o={ArrowUp:1/tt,ArrowDown:tt}[e],a=this.charts[0]?.values;if(e==="0")this.reset();else if(e==="Enter")this.pinAt(this.cursor??this.diagnosis.steps.last??0);else if(s){let l=(this.model.view.min+this.model.view.max)/2,d=this.cursor===null?l:r.timeline.at(this.cursor);this.zoom({places:Me(this.model.view,d,s)})}else if(o&&a){let l=this.cursor===null?null:we(r,this.cursor).logged,d=l!==null&&l>a.min&&l<a.max,p=this.model.scale==="log"?Math.sqrt(a.min*a.max):(a.min+a.max)/2;this.zoom({values:Me(a,d?l:p,o,this.model.scale)})}else return!1;return!0}};F.styles=[P,oi],g([y({attribute:!1})],F.prototype,"store",2),g([y({attribute:!1})],F.prototype,"state",2),g([y({attribute:!1})],F.prototype,"diagnosis",2),g([y({attribute:!1})],F.prototype,"edited",2),g([y({attribute:!1})],F.prototype,"theme",2),g([M()],F.prototype,"cursor",2),g([M()],F.prototype,"said",2),g([y({type:Boolean,reflect:!0})],F.prototype,"full",2),g([An("lr-chart")],F.prototype,"charts",2),F=g([R("lr-chart-panel")],F);async function Ht(n){try{return await navigator.clipboard.writeText(n),!0}catch{return jo(n)}}function jo(n){let t=document.createElement("textarea");t.value=n,t.style.position="fixed",t.style.opacity="0",document.body.append(t),t.select();try{return document.execCommand("copy")}catch{return!1}finally{t.remove()}}var Bo=2e3,ae=class extends S{constructor(){super(...arguments);this.text="";this.heading=null;this.answer=""}render(){return c`${this.heading?c`<div class="heading">
<h3>${this.heading}</h3>
<button type="button" @click=${this.copy}>${this.answer||"Copy"}</button>
<span class="unseen" role="status">${this.answer}</span>
</div>`:h}
<pre tabindex="0" class=${Vo(this.text)?"words":""}>${this.text}</pre>`}async copy(){this.answer=await Ht(this.text)?"Copied":"Select and copy by hand",setTimeout(()=>this.answer="",Bo)}};ae.styles=[P,w` .heading{display:flex;align-items:center;justify-content:space-between;min-height:24px;}pre{max-height:320px;overflow:auto;border-radius:4px;background:var(--lr-surface-code);scrollbar-color:var(--lr-border-strong) var(--lr-surface-code);padding:10px 12px;font:12px/1.5 'Roboto Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;tab-size:2;}.words{font-family:inherit;font-size:13.5px;white-space:pre-wrap;overflow-wrap:anywhere;}button{border-color:transparent;min-height:24px;padding:0 6px;color:var(--lr-link);font-size:12px;}`],g([y({attribute:!1})],ae.prototype,"text",2),g([y({attribute:!1})],ae.prototype,"heading",2),g([M()],ae.prototype,"answer",2),ae=g([R("lr-code")],ae);function Vo(n){return n.trim().split(`
`).every(t=>/^[A-Z0-9“"'(].*[.:]$/.test(t.trim())&&!/[;{}]$/.test(t))}var Go=/([-+−]?\d[\d.,]*(?:e[-+]?\d+)?(?: ?%)?)/,qo=/`([^`]+)`/;function O(n){return n.split(qo).flatMap((t,e)=>e%2===1?c`<code>${t}</code>`:Zo(t))}function Zo(n){return n.split(Go).map((t,e)=>e%2===1&&/[e.,%-]/.test(t)?c`<span class="number">${t}</span>`:t)}function _e(n){return n.split(/(?<=[/_,=])(?=[^/_,=])/).flatMap((t,e)=>e>0?[c`<wbr />`,t]:t)}var Ce=class extends S{copyFix(){let t=this.renderRoot.querySelector("[data-testid=fix] lr-code");return t?.copy(),!!t}render(){let{verdict:t}=this.diagnosis;return c`<article aria-label="Diagnosis">
${this.renderCauses()} ${this.renderFix()} ${this.renderAlternatives()} ${this.renderWarnings()}
${this.renderEvidence()} ${this.renderSource()} ${this.renderInferred()}
<slot></slot>
${this.renderAcknowledge()}
<section>
<h3>What the logged number is</h3>
<p>${this.diagnosis.measures_text}</p>
</section>
<a data-testid="verdict-help" href="./static/verdicts.html#${t}" target="_blank">
What “${C(t)}” means
</a>
</article>`}renderWarnings(){let{warnings:t,fix:e}=this.diagnosis;if(t.length===0)return h;let[r,i]=[!0,!1].map(s=>t.filter(o=>(!!e&&o.fix===e)===s));return c`<section class="warnings" data-testid="warnings">
<h3>${t.length===1?"Warning":"Warnings"}</h3>
${i.map(s=>this.renderWarning(s))}
${r.map(s=>c`<details>
<summary>${C(s.id)}: the fix above is its fix too</summary>
${this.renderWarning({...s,fix:null})}
</details>`)}
</section>`}renderWarning({id:t,text:e,fix:r}){return c`<p data-warning=${t}>
${O(e)} <a href="./static/verdicts.html#${t}" target="_blank">More on this</a>
</p>
${r?c`<lr-code .heading=${"Fix"} .text=${r}></lr-code>`:h}`}renderEvidence(){return c`<section>
<h3>Evidence</h3>
<dl aria-label="Evidence">
${this.diagnosis.number_rows.map(({name:t,text:e})=>c`<div>
<dt>${t}</dt>
<dd>${O(e)}</dd>
</div>`)}
</dl>
</section>`}renderCauses(){let{causes:t}=this.diagnosis;return t.length===0?h:c`<section data-testid="causes">
<h3>Likely causes</h3>
<ol>
${t.map(e=>c`<li>${O(e)}</li>`)}
</ol>
</section>`}renderAlternatives(){let{alternatives:t}=this.diagnosis;return t.length===0?h:c`<section data-testid="alternatives">
<h3>Fits as well</h3>
<ul class="alternatives">
${t.map(e=>c`<li>${O(e)}</li>`)}
</ul>
</section>`}renderInferred(){let{inferred:t}=this.diagnosis;return t?c`<section data-testid="inferred">
<h3>What the points follow</h3>
<p>${t.text||t.schedule_text}</p>
<p class="place muted">Read from the points alone, ${gr(t.residual)} off at most.</p>
</section>`:h}renderFix(){let{fix:t,verdict:e}=this.diagnosis;return t?c`<section data-testid="fix">
<lr-code .heading=${e==="no_schedule"?"How to give it a schedule":"Fix"} .text=${t}></lr-code>
</section>`:h}renderAcknowledge(){let{acknowledging:t}=this.diagnosis;return t?c`<details data-testid="acknowledge">
<summary>Leave it as it is …</summary>
<p>
A verdict that is meant to be so counts no more, here and in <code>tb-lrplugin check</code>, with
these lines in <code>lr_diagnostics.yaml</code> in the log directory. <code>*</code> stands for any
text.
</p>
<lr-code .heading=${"lr_diagnostics.yaml"} .text=${t}></lr-code>
</details>`:h}renderSource(){let{schedule_text:t,schedule_formula:e,source:r,binding:i,other_sources:s}=this.diagnosis;return!t&&!r?h:c`<section data-testid="source">
<h3>Asked for by</h3>
${t?c`<p>${O(t)}</p>`:h}
${e?c`<p class="formula" data-testid="formula">${e}</p>`:h}
${r?c`<p class="place muted">
${ye(r)} (${C(r.kind)})${i?`: ${i}`:h}
</p>`:h}
${r?.text?c`<lr-code .text=${r.text}></lr-code>`:h}
${s.map(o=>c`<p class="place muted" data-testid="other-source">
Also found: ${ye(o)} (${C(o.kind)})
</p>`)}
</section>`}};Ce.styles=[P,w` :host{padding:14px 16px 24px;overflow-wrap:anywhere;}article,section{display:grid;grid-template-columns:minmax(0,1fr);gap:6px;}article{gap:14px;}dl{font-size:13px;}dl > div{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,5fr);gap:12px;border-top:1px solid var(--lr-border);padding:3px 0;}dt{color:var(--lr-text-muted);}dd{font-variant-numeric:tabular-nums;}summary{cursor:pointer;}details[data-testid='acknowledge']{font-size:13.5px;}details[data-testid='acknowledge'] summary{color:var(--lr-link);}.warnings h3{color:var(--lr-warning);}ol,ul{display:grid;gap:4px;padding-left:20px;}.alternatives{list-style:disc;}.place{font-size:12.5px;}a{color:var(--lr-link);font-size:13px;}`],g([y({attribute:!1})],Ce.prototype,"diagnosis",2),Ce=g([R("lr-diagnosis")],Ce);var Ti="lr_diagnostics.list_width",Yo=24,Ai=280,rt=class extends S{constructor(){super(...arguments);this.onPointerDown=e=>{e.preventDefault(),this.setPointerCapture(e.pointerId);let r=({clientX:i})=>this.set(i);this.addEventListener("pointermove",r),this.addEventListener("lostpointercapture",()=>this.removeEventListener("pointermove",r),{once:!0})};this.onKey=e=>{let r={ArrowLeft:-1,ArrowRight:1}[e.key];r&&(e.preventDefault(),this.set(this.getBoundingClientRect().left+r*Yo))}}connectedCallback(){super.connectedCallback(),this.tabIndex=0,this.role="separator",this.ariaOrientation="vertical",this.ariaLabel="Width of the list",this.addEventListener("pointerdown",this.onPointerDown),this.addEventListener("keydown",this.onKey),this.set(Number(localStorage.getItem(Ti)))}render(){return c``}set(e){if(this.ariaValueMin=String(Ai),this.ariaValueMax=String(Math.round(innerWidth*.6)),e<Ai){this.ariaValueNow=String(Math.round(innerWidth/4));return}this.ariaValueNow=String(Math.round(e)),this.parentElement?.style.setProperty("--lr-list-width",`${e}px`),localStorage.setItem(Ti,String(e))}};rt.styles=w` :host{display:block;width:5px;border-left:1px solid var(--lr-border);cursor:col-resize;touch-action:none;}:host(:hover),:host(:focus-visible){outline:none;background:var(--lr-link);}`,rt=g([R("lr-divider")],rt);var Jo={error:V`<path d="M8 1.5 14.5 8 8 14.5 1.5 8Z" fill="currentColor" />`,warning:V`<path d="M8 2 15 14H1Z" fill="currentColor" />`,notice:V`<circle cx="8" cy="8" r="6" fill="currentColor" />`,ok:V`<path d="m2.5 8.5 3.5 3.5 7.5-8" fill="none" stroke="currentColor" stroke-width="2" />`,unknown:V`<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.8" />`};function X(n,t=14){return c`<svg
class="severity-${n}"
role="img"
aria-label=${n}
width=${t}
height=${t}
viewBox="0 0 16 16"
>
${Jo[n]}
</svg>`}var Xo={error:["error","errors"],warning:["warning","warnings"],notice:["notice","notices"],ok:["ok","ok"],unknown:["unknown","unknown"]},Se=class extends S{focusSearch(){this.renderRoot.querySelector("input")?.focus()}render(){let{diagnoses:t,view:e,list:r}=this.state,i=t?.series??[];return c`<div class="chips" role="group" aria-label="Filter by severity">
${[...r.counts.severities].map(([s,o])=>this.renderChip(`chip-${s}`,c`${X(s)}${L(o,...Xo[s])}`,o,e.severities.has(s),()=>this.store.toggle("severities",s)))}
${this.renderChip("chip-warned",c`<span class="severity-warning" aria-hidden="true">▲</span> with warnings
${x(r.counts.warned)}`,r.counts.warned,e.onlyWarned,()=>this.store.change({onlyWarned:!e.onlyWarned}))}
</div>
<div class="line">
<input
type="search"
data-testid="filter"
aria-label="Search runs, tags, verdicts, schedules (regex)"
aria-invalid=${r.error!==null}
aria-describedby=${r.error===null?h:"invalid"}
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
${ht.map(s=>c`<option value=${s} ?selected=${s===e.grouping}>
${s==="none"?"no groups":`by ${s}`}
</option>`)}
</select>
${r.groups.length>0?c`<button
type="button"
data-testid="toggle-groups"
@click=${()=>this.store.toggleGroups()}
>
${r.groups.every(s=>this.state.collapsed.has(s))?"Open all":"Close all"}
</button>`:h}
<span class="count" role="status" data-testid="count">
${r.count===i.length?"":`${x(r.count)} of `}${L(i.length,"series","series")}
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
>${t?.reading?Mt(t.reading):h}</span
>
</div>
${r.error===null?h:c`<div id="invalid" class="invalid" role="status">${r.error}</div>`}
${this.renderVerdicts()}`}renderVerdicts(){let{list:t,view:e}=this.state,r=new Map(t.counts.verdicts);for(let a of e.verdicts)r.has(a)||r.set(a,0);let i=[...r],s=!e.selected||e.verdicts.size>0,o=this.renderHostFilter();return!(s&&i.length>1)&&o===h?h:c`<div class="chips verdicts" role="group" aria-label="Filter by verdict">
${s&&i.map(([a,l])=>this.renderChip(`verdict-${a}`,c`${C(a)} ${x(l)}`,l,e.verdicts.has(a),()=>this.store.toggle("verdicts",a)))}
${o}
</div>`}renderHostFilter(){let{hostFilter:t,view:e}=this.state;return t===""?h:c`<button
type="button"
data-testid="host-filter"
aria-pressed=${e.usesHostFilter}
title="The filter of runs that is set in TensorBoard"
@click=${()=>this.store.change({usesHostFilter:!e.usesHostFilter})}
>
TensorBoard’s run filter: <bdi>${t}</bdi>
</button>`}renderChip(t,e,r,i,s){return r===0&&!i?h:c`<button type="button" data-testid=${t} aria-pressed=${i} @click=${s}>
${e}
</button>`}};Se.styles=[P,w` :host,.chips,.line{display:flex;flex-wrap:wrap;align-items:center;gap:8px;}:host{container-type:inline-size;padding:10px 14px 8px;background:var(--lr-surface-side);}.chips{gap:6px;}.line{flex:1 1 460px;}@container (max-width:470px){.line > input{flex-basis:100%;}}.chips button{display:inline-flex;align-items:center;gap:6px;border-radius:14px;background:var(--lr-surface);font-size:12px;}.chips [aria-pressed='true']{border-color:var(--lr-accent);background:var(--lr-surface-selected);box-shadow:inset 0 0 0 1px var(--lr-accent);}.chips svg{width:12px;}.verdicts{flex-basis:100%;}@media (max-width:600px){.verdicts{flex-wrap:nowrap;overflow-x:auto;scrollbar-width:thin;}.verdicts button{flex:none;}}input,select{border:1px solid var(--lr-border-strong);border-radius:4px;padding:5px 10px;min-height:30px;background:var(--lr-surface);color:inherit;font:inherit;font-size:13px;}input{flex:1 1 160px;min-width:0;text-overflow:ellipsis;}input::placeholder{color:var(--lr-text-muted);opacity:1;}input[aria-invalid='true']{border-color:var(--lr-error);}select{padding:5px 4px;}.invalid{flex-basis:100%;color:var(--lr-error);font-size:12px;}.count{color:var(--lr-text-muted);font-size:12px;}`],g([y({attribute:!1})],Se.prototype,"store",2),g([y({attribute:!1})],Se.prototype,"state",2),Se=g([R("lr-filters")],Se);var Ut=w` dialog{border:1px solid var(--lr-border-strong);border-radius:8px;padding:18px 22px;background:var(--lr-surface);color:var(--lr-text);}dialog::backdrop{background:rgb(0 0 0 / 35%);}h2{font-size:17px;font-weight:500;}.close{float:right;}`;var Qo=[["Everywhere",[["?","these keys"],["/","to the search"],["c","copy the fix"],["f","the chart alone, and back"],["Esc","back to all series"]]],["In the list",[["↑ ↓ Page Home End","go through the rows; with Ctrl without showing them"],["Enter","show the row and read its verdict; open or close a group"],["Space","draw the row beside the selected one, or no longer"],["← →","close and open a group"]]],["In the chart",[["← → Page Home End","from point to point"],["Enter","set a marker that stays, or take it away"],["+ −","zoom the steps"],["↑ ↓","zoom the values"],["0","show all"],["wheel with Ctrl or Alt","zoom; with Shift the values"]]]],Ne=class extends S{toggle(){this.dialog.open?this.dialog.close():this.dialog.showModal()}render(){return c`<dialog data-testid="keys-help" aria-labelledby="keys-title">
<button type="button" class="close" @click=${this.toggle}>Close</button>
<h2 id="keys-title">Keys</h2>
${Qo.map(([t,e])=>c`<h3>${t}</h3>
<dl>
${e.map(([r,i])=>c`<dt>${r}</dt>
<dd>${i}</dd>`)}
</dl>`)}
</dialog>`}};Ne.styles=[P,Ut,w` dialog{max-width:min(640px,92vw);}h3{margin:14px 0 4px;}dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:3px 18px;font-size:13.5px;}dt{font-weight:500;}`],g([se("dialog")],Ne.prototype,"dialog",2),Ne=g([R("lr-keys")],Ne);function zt({step:n,logged:t,expected:e},r,i){let s=[...t,...e].filter(Number.isFinite).sort((f,v)=>f-v),o=s[0]??NaN,a=s[s.length-1]??NaN,d=o>0&&a/s[s.length>>1]>20?Math.log:f=>f,p=Pi(n[0]??0,n[n.length-1]??0,2,r-2),u=Pi(d(o),d(a),i-2,2),m=f=>{let v=!0;return f.map((b,k)=>{let E=v;return v=!Number.isFinite(b),v?"":`${E?"M":"L"}${p(n[k]??0)} ${u(d(b))}`}).join("")};return{logged:m(t),expected:m(e)}}function Pi(n,t,e,r){let i=!(Math.abs(t-n)>1e-6*Math.max(Math.abs(n),Math.abs(t)));return s=>(i?(e+r)/2:e+(s-n)/(t-n)*(r-e)).toFixed(1)}var Mi=w` dialog{width:min(680px,94vw);}h2{margin-bottom:8px;}textarea,input{box-sizing:border-box;width:100%;margin-top:4px;border:1px solid var(--lr-border-strong);border-radius:4px;padding:6px 9px;background:var(--lr-surface);color:inherit;font:inherit;font-size:13px;}textarea{margin-top:10px;font-family:'Roboto Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:12px;resize:vertical;}.fields{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:10px;margin-top:10px;}label{color:var(--lr-text-muted);font-size:12px;}label input{color:var(--lr-text);}section{display:grid;grid-template-columns:minmax(0,1fr);gap:8px;margin-top:16px;}.problem{margin-top:12px;color:var(--lr-error);}figure{margin:0;}svg{display:block;width:100%;border-bottom:1px solid var(--lr-border);border-left:1px solid var(--lr-border);}path{fill:none;stroke:var(--lr-expected);stroke-width:2;stroke-dasharray:7 5;}figcaption{display:flex;justify-content:space-between;color:var(--lr-text-muted);font-size:12px;}dl > div{display:grid;grid-template-columns:110px minmax(0,1fr);border-top:1px solid var(--lr-border);padding:3px 0;font-size:13px;}dt{color:var(--lr-text-muted);}`;var ea=250,_i=560,Ci=150,H=class extends S{constructor(){super(...arguments);this.text="";this.name="";this.steps="";this.stepsPerEpoch="";this.plans=null;this.problem="";this.pending=null;this.drop=async e=>{e.preventDefault();let r=e.dataTransfer?.files[0];r&&this.change({text:await r.text(),name:r.name})}}open(){this.dialog.open||this.dialog.showModal()}render(){return c`<dialog
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
${this.problem?c`<p class="problem">${this.problem}</p>`:this.plans?this.renderPlans(this.plans):h}
</div>
</dialog>`}renderField(e,r,i,s){return c`<label
>${e}
<input
type="text"
data-testid=${r}
autocomplete="off"
spellcheck="false"
.value=${i}
@input=${o=>s(o.target.value)}
/></label>`}renderPlans({plans:e,problems:r}){return e.length+r.length===0?c`<p class="problem">
This is no configuration of any known kind. Some are known by the names of their files only: give it
above.
</p>`:c`${r.map(({message:i})=>c`<p class="problem">${i}</p>`)}
${e.map(i=>this.renderPlan(i))}`}renderPlan(e){let{source:r,schedule_text:i,schedule_formula:s,unit:o,warnings:a,missing:l,notes:d}=e,p=["start","peak","first_change","end"].filter(u=>e[u]);return c`<section>
<h3>${C(r.kind)}, ${ye({...r,where:r.where||"pasted"})}</h3>
${i?c`<p>${O(i)}</p>`:h}
${s?c`<p class="formula">${s}</p>`:h} ${ta(e)}
<dl>
${p.map(u=>c`<div>
<dt>${C(u)}</dt>
<dd>${$(e[u].value)} at ${D(o)} ${x(e[u].step)}</dd>
</div>`)}
</dl>
${l.map(({name:u})=>c`<p class="problem">Missing: ${u}</p>`)}
${d.map(u=>c`<p class="muted">${O(u)}</p>`)}
${a.length>0?c`<div class="warnings">
${a.map(({text:u,fix:m})=>c`<p>${O(u)}</p>
${m?c`<lr-code .heading=${"Fix"} .text=${m}></lr-code>`:h}`)}
</div>`:h}
</section>`}change(e){Object.assign(this,e),clearTimeout(this.timer),this.timer=setTimeout(()=>{this.ask()},ea)}async ask(){this.pending?.abort();let e=this.pending=new AbortController,[r,i]=[Fe(this.steps),Fe(this.stepsPerEpoch)],s=[r,i].find(o=>typeof o=="string");if(this.problem=typeof s=="string"?s:"",this.text.trim()===""&&(this.plans=null),!(this.problem||this.text.trim()===""))try{let{text:o,name:a}=this,l={text:o,name:a,steps:r,steps_per_epoch:i},d=await this.client.plan(l,e.signal);this.pending===e&&(this.plans=d)}catch(o){this.pending===e&&(this.problem=K(o))}}};H.styles=[P,Ut,Mi],g([y({attribute:!1})],H.prototype,"client",2),g([se("dialog")],H.prototype,"dialog",2),g([M()],H.prototype,"text",2),g([M()],H.prototype,"name",2),g([M()],H.prototype,"steps",2),g([M()],H.prototype,"stepsPerEpoch",2),g([M()],H.prototype,"plans",2),g([M()],H.prototype,"problem",2),H=g([R("lr-plan")],H);function ta({points:n,peak:t,unit:e}){let{step:r,value:i}=n;if(r.length<2)return h;let{expected:s}=zt({step:r,logged:[],expected:i},_i,Ci);return c`<figure>
<svg viewBox="0 0 ${_i} ${Ci}" role="img" aria-label="The rate over its steps">
${V`<path d=${s} />`}
</svg>
<figcaption>
<span>${D(e)} ${x(r[0])}</span>
<span>${t?`at most ${$(t.value)}`:h}</span>
<span>${D(e)} ${x(r[r.length-1])}</span>
</figcaption>
</figure>`}var ke=class extends S{constructor(){super(...arguments);this.problems=[];this.dismissed=""}render(){return this.problems.length===0||this.dismissed===this.identity()?h:c`<details data-testid="problems" ?open=${this.problems.length<=3}>
<summary>
${X("warning")} ${L(this.problems.length,"problem")} outside of any series
</summary>
<ul>
${this.problems.map(({where:e,message:r})=>c`<li>${e?c`<span class="where">${e}:</span>`:h} ${r}</li>`)}
</ul>
<button type="button" @click=${()=>this.dismissed=this.identity()}>Dismiss</button>
</details>`}identity(){return JSON.stringify(this.problems)}};ke.styles=[P,w` details{position:relative;border-bottom:1px solid var(--lr-border);background:var(--lr-surface-warning);font-size:13px;}summary{padding:8px 100px 8px 14px;cursor:pointer;}summary:focus-visible{outline-offset:-2px;}svg{margin:0 4px;vertical-align:-2px;}ul{max-height:160px;overflow-y:auto;padding:0 14px 9px 54px;list-style:none;overflow-wrap:anywhere;}.where{font-weight:500;}button{position:absolute;top:4px;right:10px;}`],g([y({attribute:!1})],ke.prototype,"problems",2),g([M()],ke.prototype,"dismissed",2),ke=g([R("lr-problems")],ke);var Ni=n=>(...t)=>({_$litDirective$:n,values:t}),Wt=class{constructor(t){}get _$AU(){return this._$AM._$AU}_$AT(t,e,r){this._$Ct=t,this._$AM=e,this._$Ci=r}_$AS(t,e){return this.update(t,e)}update(t,e){return this.render(...e)}};var ra={},Li=Ni(class extends Wt{constructor(){super(...arguments),this.ot=ra}render(n,t){return t()}update(n,[t,e]){if(Array.isArray(t)){if(Array.isArray(this.ot)&&this.ot.length===t.length&&t.every((r,i)=>r===this.ot[i]))return B}else if(this.ot===t)return B;return this.ot=Array.isArray(t)?Array.from(t):t,this.render(t,e)}});var Kt=class{constructor(t,e){this.read=t;this.onRead=e;this.kept=new Map;this.wanted=[]}of(t){return this.kept.get(t.key)?.sparkline??null}want(t){this.wanted=t,clearTimeout(this.timer),this.missing().length>0&&(this.timer=setTimeout(()=>{this.readMissing()},60))}missing(){return this.wanted.filter(t=>this.kept.get(t.key)?.state!==Oi(t)).slice(0,50)}async readMissing(){let t=this.missing();for(let e of t)this.keep(e,this.of(e));try{let e=await this.read(t);for(let r of t)this.keep(r,e.get(r.key)??null);this.onRead()}catch{for(let e of t)this.kept.delete(e.key);return}this.want(this.wanted)}keep(t,e){this.kept.delete(t.key),this.kept.set(t.key,{state:Oi(t),sparkline:e}),this.kept.size>2e3&&this.kept.delete(this.kept.keys().next().value)}};function Oi(n){return[n.last_step,n.last_value,n.verdict].join()}var Ii=120,Di=26,Fi=[["worst","headline","Verdict"],["warnings","warned","Warnings"],["run","run","Run"],["tag","tag","Tag"],["step","step","Last step"],["logged","logged","Logged"],["expected","expected","Expected"]];function Hi(n,t){let e=([l,d,p])=>{let u=n.column===l,m=u&&n.isDescending;return c`<span
role="columnheader"
class=${d}
aria-sort=${u?m?"descending":"ascending":h}
><button
type="button"
data-testid="sort-${l}"
aria-label=${l==="warnings"?p:h}
title=${l==="warnings"?"Sort by the number of warnings":h}
@click=${()=>t({column:l,isDescending:u&&!m})}
>
${l==="warnings"?"▲":p}${u?c`<span aria-hidden="true"> ${m?"↓":"↑"}</span>`:h}
</button></span
>`},[r,i,s,o,...a]=Fi.map(e);return zi(c`${r}${i}${s}${o}<span role="columnheader" class="plot"
><span class="unseen">Curve</span></span
>${a}`)}function Ui(n,t){let{column:e,isDescending:r}=n;return zi(c`<span role="columnheader" class="sorted-by">
<label
>Sorted by
<select
data-testid="sort-by"
@change=${i=>t({column:i.target.value,isDescending:!1})}
>
${Fi.map(([i,,s])=>c`<option value=${i} ?selected=${i===e}>${s.toLowerCase()}</option>`)}
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
</span>`)}function zi(n){return c`<div role="rowgroup" class="head-group">
<div class="head" role="row" aria-rowindex="1">${n}</div>
</div>`}function Wi(n,{index:t,isActive:e,style:r},i){return c`<div
class="group ${e?"active":""}"
id=${e?"active":h}
role="row"
data-testid="group"
aria-rowindex=${t+2}
aria-label="${n.name}, ${L(n.rows.length,"series","series")}, ${n.summary&&`${n.summary}, `}${n.isCollapsed?"closed":"open"}"
style=${r}
@click=${i}
>
<span role="gridcell" aria-hidden="true">${n.isCollapsed?"▸":"▾"}</span>
<span role="gridcell" class="icon">${X(n.standing)}</span>
<b role="gridcell" title=${n.name}><bdi>${n.name}</bdi></b>
<span role="gridcell" class="muted summary" title=${n.summary}
>${x(n.rows.length)}${n.summary&&`: ${n.summary}`}</span
>
</div>`}function Ki(n,{index:t,isActive:e,style:r},i){let[s,o]=na(n.last_value,n.expected_value);return c`<div
class="row ${e?"active":""} ${i.isCompared?"compared":""} ${i.isSelected?"selected":""} ${i.isMember?"member":""}"
id=${e?"active":h}
role="row"
data-testid="series-row"
data-run=${n.run}
data-tag=${n.tag}
data-verdict=${n.verdict}
aria-rowindex=${t+2}
aria-selected=${i.isSelected||i.isCompared}
aria-label=${oa(n)}
title="${n.headline}&#10;${n.run} ${n.tag}"
style="${r}${i.colour===null?"":`; --colour: var(--lr-run-${i.colour})`}"
@click=${i.onClick}
>
${i.colour===null?h:c`<i class="swatch"></i>`}
<span role="gridcell" class="icon">${X(n.standing)}</span>
<span role="gridcell" class="headline severity-${n.standing}"
>${n.acknowledged?"Acknowledged. ":""}${O(n.headline)}</span
>
<span role="gridcell" class="warned">${ia(n.warnings)}</span>
<span role="gridcell" class="name"
><bdi class="run">${_e(n.run)}</bdi><bdi class="tag">${_e(n.tag)}</bdi></span
>
<span role="gridcell" class="plot">${sa(i.sparkline)}</span>
<span role="gridcell" class="step">${x(n.last_step)}</span>
<span role="gridcell" class="numbers"
><span class="logged">${s}</span><span class="expected">${o}</span></span
>
${i.onCompare?c`<span role="gridcell" class="compare"
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
>`:h}
</div>`}function na(n,t){let e=At(n,t);return e[0]===e[1]?[$(n,3),$(t,3)]:e}function ia(n){if(n.length===0)return h;let t=n.map(C).join(", ");return c`<span
data-testid="warned"
class="severity-warning"
role="img"
aria-label=${t}
title=${t}
>▲${n.length>1?c`<b>${n.length}</b>`:h}</span
>`}function sa(n){if(!n)return c`<span class="no-plot"></span>`;let{logged:t,expected:e}=zt(n,Ii,Di);return c`<svg
aria-hidden="true"
viewBox="0 0 ${Ii} ${Di}"
preserveAspectRatio="none"
data-testid="sparkline"
>
${V`<path d=${t} /><path class="expected" d=${e} />`}
</svg>`}function oa(n){let t=`logged ${$(n.last_value)}, expected ${$(n.expected_value)}`,e=n.acknowledged?" Acknowledged.":"",r=n.warnings.length>0?` Warnings: ${n.warnings.map(C).join(", ")}.`:"";return`${n.standing}: ${n.headline}. Run ${n.run}, tag ${n.tag}. At step ${x(n.last_step)}: ${t}.${e}${r}`}var ji=w` :host{min-height:0;}.scroller{container-type:inline-size;height:100%;overflow-y:auto;outline-offset:-2px;}.content{position:relative;}.head-group{position:sticky;z-index:1;top:0;}.head{display:flex;align-items:center;gap:0 4px;height:30px;border-bottom:1px solid var(--lr-border);padding:0 10px;background:var(--lr-surface-side);}.head button{border:none;padding:0 3px;min-height:24px;color:var(--lr-text-muted);font-size:12px;white-space:nowrap;}.head [aria-sort] button{color:var(--lr-text);font-weight:500;}.row,.group{position:absolute;inset:0 0 auto;display:grid;align-items:center;border-bottom:1px solid var(--lr-border);padding:0 14px;cursor:pointer;}.row{grid-template:auto 17px / 16px minmax(0,1fr) 56px 52px;grid-template-areas:'icon headline headline headline' 'warned name plot step';align-content:center;gap:1px 8px;}.cards .member{border-left:12px solid var(--lr-surface-side);}.wide .member > :is(.icon,.headline){translate:14px;}.wide .member > .headline{margin-right:14px;}.swatch{position:absolute;inset:0 auto 0 0;width:6px;background:var(--colour);forced-color-adjust:none;}.row:hover,.group:hover{background:var(--lr-surface-hover);}.row.selected{box-shadow:inset 3px 0 var(--lr-accent);background:var(--lr-surface-selected);}.scroller[aria-activedescendant]:focus-visible{outline:none;}.scroller:focus-visible .active{outline:2px solid var(--lr-link);outline-offset:-2px;}.headline{grid-area:headline;display:-webkit-box;overflow:hidden;-webkit-box-orient:vertical;-webkit-line-clamp:2;line-clamp:2;font-size:13px;font-weight:500;line-height:16px;overflow-wrap:anywhere;text-wrap:pretty;}.headline:has(~ .compare){padding-right:22px;}.icon{grid-area:icon;display:flex;}.warned{grid-area:warned;font-size:11px;white-space:nowrap;}.warned b{margin-left:1px;font-weight:500;font-size:10px;}.name{grid-area:name;display:flex;flex-wrap:wrap;gap:0 5px;min-width:0;height:17px;overflow:hidden;}.run{flex:0 1 auto;max-width:100%;}.tag{flex:1 1 7ch;min-width:0;}.row bdi{font-size:12px;line-height:17px;}.row bdi,.group b{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;}.cards wbr{display:none;}.tag{color:var(--lr-text-muted);}.plot{grid-area:plot;display:flex;align-items:center;justify-content:end;gap:4px;}.plot svg{display:block;width:56px;height:13px;overflow:visible;}.no-plot{width:100%;border-top:2px solid var(--lr-grid);}.plot path{fill:none;stroke:var(--lr-logged);stroke-width:1.8;vector-effect:non-scaling-stroke;}.plot .expected{stroke:var(--lr-expected);stroke-width:1.4;stroke-dasharray:4 3;}.numbers{display:none;grid-area:numbers;font-size:11.5px;font-variant-numeric:tabular-nums;white-space:nowrap;}.expected{color:var(--lr-expected);}.row .step{grid-area:step;color:var(--lr-text-muted);font-size:11.5px;font-variant-numeric:tabular-nums;text-align:right;}.sorted-by{display:flex;align-items:center;color:var(--lr-text-muted);font-size:12px;}.sorted-by select{border:none;background:transparent;color:var(--lr-text);font:inherit;cursor:pointer;}.compare{position:absolute;right:8px;top:3px;opacity:0;}.compare button{min-width:24px;min-height:24px;padding:0;background:var(--lr-surface);font-size:12px;}.row:hover .compare,.compared .compare{opacity:1;}.group .icon{grid-area:auto;}.summary{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;text-align:right;}.group{grid-template-columns:12px 14px minmax(30%,1fr) minmax(0,auto);gap:8px;background:var(--lr-surface-side);font-size:13px;}.wide .head,.wide .row{display:grid;grid-template:'icon headline warned run tag plot step logged expected' 1fr / 14px minmax(0,5fr) 26px minmax(0,3fr) minmax(0,2fr) 120px 84px 80px 80px;gap:0 14px;padding:0 18px;}.wide .head > :first-child{grid-column:1 / 3;margin-left:-3px;}.wide .row bdi,.wide .row .step,.wide .numbers > *{font-size:13px;}.wide .headline{-webkit-line-clamp:3;line-clamp:3;line-height:15px;}.wide .warned{font-size:12px;text-align:center;}.wide .head .warned button{color:var(--lr-warning);}.wide .name{display:contents;}.wide .run{grid-area:run;}.wide .tag{grid-area:tag;}.wide .row bdi{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;line-clamp:2;overflow-wrap:anywhere;white-space:normal;line-height:1.3;text-align:left;}.wide .row .step{color:var(--lr-text);}.wide .numbers{display:contents;}.wide .numbers .logged{grid-area:logged;}.wide .numbers .expected{grid-area:expected;}.wide .plot svg{width:120px;height:26px;}.wide .step,.wide .logged,.wide .numbers .expected,.wide .head .expected{font-variant-numeric:tabular-nums;text-align:right;}.wide .head :is(.run,.tag){margin-left:-3px;}.wide .head :is(.step,.logged,.expected){margin-right:-3px;}.wide .compare{display:none;}@container (min-width:470px){.cards .row{grid-template-columns:16px minmax(0,1fr) 84px 62px;grid-template-areas:'icon headline plot numbers' 'warned name plot step';}.cards .plot svg{width:84px;height:34px;}.cards .headline:has(~ .compare){padding-right:0;}.cards .compare{right:182px;top:auto;bottom:3px;}.cards .numbers{display:grid;justify-items:end;line-height:15px;}}`;var nt=class{constructor(t,e){this.tops=new Float64Array(t+1);for(let r=0;r<t;r++)this.tops[r+1]=this.top(r)+e(r)}get count(){return this.tops.length-1}get height(){return this.top(this.count)}top(t){return this.tops[t]??0}at(t){let e=0,r=this.count;for(;e<r;){let i=e+r>>1;this.top(i+1)>t?r=i:e=i+1}return Math.min(e,this.count-1)}window(t,e){let r=this.at(t-600);return{start:Math.max(0,r),end:this.at(t+e+600)+1}}scrollTopFor(t,e,r){let i=this.top(t),s=this.top(t+1);return i<e?i:s>e+r?s-r:e}};function Bi(n,t,e,r){let s={ArrowDown:t+1,ArrowUp:t-1,PageDown:t+r,PageUp:t-r,Home:0,End:e-1}[n];return s===void 0||e===0?null:Math.min(e-1,Math.max(0,s))}var aa=30,Vi=48,Gi=58,la=34,da=820,z=class extends S{constructor(){super(...arguments);this.scrollPosition=0;this.size={width:0,height:0};this.activeKey=null;this.places=new nt(0,()=>0);this.sparklines=new Kt(e=>this.client.sparklines(e),()=>this.requestUpdate());this.resizing=new ResizeObserver(()=>{let{clientWidth:e,clientHeight:r}=this.scroller;this.size={width:e,height:r-aa}});this.scrollAfterUpdate=null}focus(){this.scroller?.focus()}disconnectedCallback(){super.disconnectedCallback(),this.resizing.disconnect()}firstUpdated(){this.resizing.observe(this.scroller)}get items(){return this.state.list.items}get isWide(){return this.size.width>=da}willUpdate(e){let r=e.get("state"),i=this.state.view.selected;if(e.has("state")&&r?.view.selected!==i&&i&&(this.activeKey=_(i)),r?.list.items===this.items&&!e.has("size"))return;let o=this.isWide?Vi:Gi,a=r&&this.anchor(r);this.places=new nt(this.items.length,l=>pe(this.items[l])?la:o),a!==void 0&&(this.scrollAfterUpdate=a())}anchor({list:e,view:r}){if(!this.scroller)return;let{text:i,severities:s,verdicts:o,onlyWarned:a,sort:l,grouping:d}=this.state.view;if(!(r.text===i&&r.severities===s&&r.verdicts===o&&r.onlyWarned===a&&r.sort===l&&r.grouping===d))return()=>0;let{scrollTop:u}=this.scroller,m=this.places.at(u),f=e.items[m]?.key,v=u-this.places.top(m);if(u!==0)return()=>{let b=this.items.findIndex(k=>k.key===f);return b<0?u:this.places.top(b)+v}}updated(e){this.scrollAfterUpdate!==null&&(this.scroller.scrollTop=this.scrollAfterUpdate,this.scrollAfterUpdate=null),e.has("state")&&(this.scrollPosition=this.scroller.scrollTop),this.sparklines.want(this.visible().filter(r=>!pe(r)))}visible(){let{start:e,end:r}=this.places.window(this.scrollPosition,this.size.height);return this.items.slice(e,r)}render(){let{start:e}=this.places.window(this.scrollPosition,this.size.height),r=this.visible(),i=r.some(s=>s.key===this.activeKey);return c`<div
class="scroller ${this.isWide?"wide":"cards"}"
role="grid"
tabindex="0"
aria-label="Learning-rate series"
aria-rowcount=${this.items.length+1}
aria-multiselectable="true"
aria-activedescendant=${i?"active":h}
@scroll=${()=>this.scrollPosition=this.scroller.scrollTop}
@keydown=${this.onKey}
>
${(this.isWide?Hi:Ui)(this.state.view.sort,s=>this.store.change({sort:s}))}
<div class="content" role="rowgroup" style="height: ${this.places.height}px">
${r.map((s,o)=>this.renderItem(s,e+o))}
</div>
</div>`}renderItem(e,r){let i=this.places.top(r),s={index:r,isActive:e.key===this.activeKey,style:`top: ${i}px; height: ${this.places.top(r+1)-i}px`};if(pe(e))return Wi(e,s,()=>this.toggle(e));let{view:o,list:a,colours:l}=this.state,d={isMember:a.members.has(e.key),colour:l.get(e.key)??null,isSelected:!!o.selected&&_(o.selected)===e.key,isCompared:o.compared.some(u=>_(u)===e.key),sparkline:this.sparklines.of(e)},p=o.selected!==null;return Li([e,p,...Object.values(s),...Object.values(d)],()=>Ki(e,s,{...d,onClick:u=>{this.activeKey=e.key,u.ctrlKey||u.metaKey?this.store.toggleCompared(e):this.store.select(e)},onCompare:p?u=>{u.stopPropagation(),this.store.toggleCompared(e)}:null}))}toggle(e){this.activeKey=e.key,this.store.toggleGroup(e.key)}onKey(e){if(e.composedPath()[0]!==this.scroller||e.altKey)return;let r=this.items.findIndex(d=>d.key===this.activeKey),i=this.items[r];if(i&&this.act(e.key,i)){e.preventDefault();return}let s=Math.max(1,Math.floor(this.size.height/(this.isWide?Vi:Gi))-1),o=Bi(e.key,r,this.items.length,s),a=o===null?void 0:this.items[o];if(o===null||!a)return;e.preventDefault(),this.activeKey=a.key,this.scroller.scrollTop=this.places.scrollTopFor(o,this.scroller.scrollTop,this.size.height),this.state.view.selected&&!e.ctrlKey&&!e.metaKey&&!pe(a)&&this.store.select(a)}act(e,r){if(pe(r)){let i=e==="Enter"||e===" "||e===(r.isCollapsed?"ArrowRight":"ArrowLeft");return i&&this.toggle(r),i}if(e==="Enter")this.store.select(r),this.emit("lr-enter",null);else if(e===" "&&this.state.view.selected)this.store.toggleCompared(r);else return e===" ";return!0}};z.styles=[P,ji],g([y({attribute:!1})],z.prototype,"store",2),g([y({attribute:!1})],z.prototype,"state",2),g([y({attribute:!1})],z.prototype,"client",2),g([M()],z.prototype,"scrollPosition",2),g([M()],z.prototype,"size",2),g([M()],z.prototype,"activeKey",2),g([se(".scroller")],z.prototype,"scroller",2),z=g([R("lr-series-grid")],z);function qi(n){let{run:t,tag:e,verdict:r,severity:i,headline:s,detail:o,source:a,inferred:l}=n,d=(m,f)=>f.length>0?["",`**${m}**`,"",...f]:[],p=m=>m?["```",m.trimEnd(),"```"]:[],u=m=>m.map(f=>`- ${f}`);return[`**${s}**`,"",`Run \`${t}\`, tag \`${e}\`: ${r} (${i})`,...o?["",o]:[],...d("Evidence",n.number_rows.map(({name:m,text:f})=>`- ${m}: ${f}`)),...d("Warnings",u(n.warnings.map(m=>m.text))),...d("Likely causes",n.causes.map((m,f)=>`${f+1}. ${m}`)),...d("Also possible",u(n.alternatives)),...d("Fix",p(n.fix)),...d("Asked for",[...n.schedule_text?[n.schedule_text]:[],...a?[`Read from ${ye(a)} (${a.kind}).`,...p(a.text)]:[]]),...d("The points themselves",l?[l.text||l.schedule_text]:[]),"",`What the logged number is: ${n.measures_text}`,""].join(`
`)}function Zi(n,t){let e=document.createElement("a");e.href=URL.createObjectURL(n),e.download=t,e.click(),setTimeout(()=>URL.revokeObjectURL(e.href),1e4)}function jt(n,t){return`${n.join("_").replace(/[^\p{L}\p{N}.-]+/gu,"_").slice(0,120)}.${t}`}var it=class extends S{constructor(){super(...arguments);this.moment=null}connectedCallback(){super.connectedCallback(),this.timer=setInterval(()=>this.requestUpdate(),1e3)}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.timer)}render(){return this.moment===null?c``:c`${Cn(Date.now()-this.moment)}`}};g([y({attribute:!1})],it.prototype,"moment",2),it=g([R("lr-updated")],it);var ca=2e3,q=class extends S{constructor(){super(...arguments);this.said=""}render(){let{view:e,diagnosis:r,updatedAt:i}=this.state,s=e.selected;if(!s)return h;let{run:o,tag:a}=s,l=r?.points.wall_time??[],d=l[l.length-1];return c`<header>
<button
type="button"
data-testid="close"
aria-label="Back to all series"
title="Back to all series (Esc)"
@click=${()=>this.store.select(null)}
>
← All
</button>
<h2><bdi>${_e(o)}</bdi> <bdi class="tag">${_e(a)}</bdi></h2>
<div class="actions" role="group" aria-label="Save and share">
<span class="age" data-testid="age">
${d===void 0?h:c`last point <lr-updated .moment=${d*1e3}></lr-updated>, `}
checked <lr-updated .moment=${i}></lr-updated>
</span>
${r?c`<button
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
href=${Fr(s)}
download=${jt([o,a],"csv")}
>↓ CSV</a
>
<a
data-testid="save-json"
title="Save the diagnosis"
href=${at(s)}
download=${jt([o,a],"json")}
>↓ JSON</a
>
<button
type="button"
data-testid="copy-report"
title="Copy the diagnosis as text, for an issue"
@click=${()=>this.copy(qi(r),"Report")}
>
Copy report
</button>`:h}
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
</header>`}async copy(e,r){this.say(await Ht(e)?`${r} copied`:"The browser does not allow copying")}async savePng(){let e=await this.drawImage(),{run:r="",tag:i=""}=this.state.view.selected??{};e?Zi(e,jt([r,i],"png")):this.say("There is no chart to save")}say(e){this.said=e,setTimeout(()=>this.said="",ca)}};q.styles=[P,w` header{display:flex;flex-wrap:wrap;align-items:center;gap:4px 10px;border-bottom:1px solid var(--lr-border);padding:8px 14px;}h2{flex:1 1 200px;min-width:0;font-size:16px;font-weight:500;line-height:1.3;overflow-wrap:anywhere;}.tag{color:var(--lr-text-muted);font-weight:400;}.actions{display:flex;flex-wrap:wrap;align-items:center;}.age{color:var(--lr-text-muted);font-size:12px;margin-right:8px;}.actions button,a{display:inline-flex;align-items:center;border:none;border-radius:4px;padding:0 7px;min-height:28px;color:var(--lr-link);font-size:13px;text-decoration:none;}a:hover{background:var(--lr-surface-hover);}`],g([y({attribute:!1})],q.prototype,"store",2),g([y({attribute:!1})],q.prototype,"state",2),g([y({attribute:!1})],q.prototype,"link",2),g([y({attribute:!1})],q.prototype,"drawImage",2),g([M()],q.prototype,"said",2),q=g([R("lr-series-header")],q);var Le=class extends S{focus(){this.renderRoot.querySelector("h2")?.focus()}render(){let{standing:t,headline:e,detail:r,acknowledged:i}=this.diagnosis;return c`<h2 tabindex="-1" aria-describedby=${r?"detail":h}>
${X(t,18)}
<span data-testid="headline" class="severity-${t}">${O(e)}</span>
</h2>
${i?c`<p class="muted" data-testid="acknowledged">${i.text}</p>`:h}
${r?c`<p id="detail" data-testid="detail">${O(r)}</p>`:h}`}};Le.styles=[P,w` :host{padding:14px 16px 0;overflow-wrap:anywhere;}h2{display:flex;gap:9px;font-size:16px;font-weight:500;line-height:1.35;}h2 svg{flex:none;margin-top:3px;}p{margin-top:10px;}`],g([y({attribute:!1})],Le.prototype,"diagnosis",2),Le=g([R("lr-verdict")],Le);var Yi=w` summary{padding:4px 0;color:var(--lr-link);font-weight:500;cursor:pointer;}.body{display:grid;grid-template-columns:minmax(0,1fr);gap:10px;padding-top:6px;}.fields{display:grid;grid-template-columns:repeat(auto-fill,minmax(132px,1fr));gap:10px 12px;}.settings label span{font-family:'Roboto Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;overflow-wrap:anywhere;}label{display:block;color:var(--lr-text-muted);font-size:12px;line-height:1.3;}input[type='text']{width:100%;min-height:30px;margin-top:3px;border:1px solid var(--lr-border-strong);border-radius:4px;padding:3px 8px;background:var(--lr-surface);color:var(--lr-text);font:inherit;font-size:13px;font-variant-numeric:tabular-nums;}input[type='range']{width:100%;height:20px;margin:2px 0 0;accent-color:var(--lr-edited);}.edited input[type='text']{border-color:var(--lr-edited);box-shadow:inset 0 0 0 1px var(--lr-edited);}input[aria-invalid='true']{border-color:var(--lr-error);box-shadow:inset 0 0 0 1px var(--lr-error);}.switch{display:flex;flex-direction:row-reverse;align-items:center;justify-content:flex-end;gap:7px;padding-top:20px;}.switch input{width:17px;height:17px;accent-color:var(--lr-edited);}.about{margin-top:2px;color:var(--lr-text-muted);font-size:12px;}.problem{color:var(--lr-error);}.end{display:flex;align-items:center;justify-content:space-between;gap:10px;}.end button{flex:none;}`;var pa={pipeline_config:"pipeline.config",keras:"Keras",torch:"PyTorch",hf_arguments:"TrainingArguments",schedule_file:"lr_schedule.pbtxt"},le=class extends S{constructor(){super(...arguments);this.reset=()=>{this.store.change({whatIf:{}}),this.renderRoot.querySelector("input")?.focus()}}render(){let{isOpen:e}=this.state.whatIf;return c`<details data-testid="what-if" ?open=${e} @toggle=${this.toggle}>
<summary>What if …</summary>
${e?c`<div class="body">${this.renderBody()}</div>`:h}
</details>`}renderBody(){let{base:e,edited:r,problems:i}=this.state.whatIf,s=i[He],o=s===void 0?h:c`<p class="problem" role="alert">${s}</p>`;return e?e.schedule?[this.renderStart(e),this.renderEnd(r),this.renderFields(e),o,r?this.renderEdited(r):h]:c`<p>No schedule is known for this series, so there is nothing to edit.</p>`:s===void 0?c`<p class="muted">Reading the schedule…</p>`:o}renderStart({parameters:e,settings:r,settings_note:i}){return e.length===0&&r.length===0?c`<p data-testid="what-if-fixed">
This schedule has no parameters to edit: it is known by its points only. The end of the run can be
moved.
</p>`:this.diagnosis.schedule?i?c`<p class="muted" data-testid="what-if-note">${i}</p>`:h:c`<p data-testid="what-if-inferred">
${this.diagnosis.inferred?"No schedule is configured. These are the parameters of what the points follow.":"No schedule is configured, and the points follow none. This is a cosine from their largest rate on, to start from."}
</p>`}renderFields(e){let r=rr(e)?e.rate_at_end:null;return c`<div
class="fields ${e.settings.length>0?"settings":""}"
role="group"
aria-label=${e.settings.length>0?"Settings":"Parameters"}
>
${tr(e).map(i=>this.renderField(i))}
${r?this.renderField({field:wt,label:"End of the run (step)",kind:"integer",value:r.step}):h}
</div>`}renderField({field:e,label:r,kind:i,value:s}){let o=xt(s),a=this.state.view.whatIf[e],l=this.state.whatIf.problems[e],d=a!==void 0&&a!=="",p=i==="boolean";return c`<div class=${d?"edited":""}>
<label class=${p?"switch":""}>
<span>${r}</span>
<input
type=${p?"checkbox":"text"}
role=${p?"switch":h}
autocomplete="off"
spellcheck="false"
data-field=${e}
placeholder=${o}
aria-invalid=${l?"true":h}
aria-describedby="about-${e}"
.value=${a??o}
.checked=${(a??o)==="true"}
@input=${m=>{let{checked:f,value:v}=m.target;this.edit(e,p?String(f):v,o)}}
@change=${()=>a===""&&this.edit(e,o,o)}
/>
</label>
${this.renderSlider(e,r,i,s,a)}
<div id="about-${e}" class="about">
${d?`was ${o}`:h}
${l?c`<div class="problem" role="alert" data-testid="what-if-problem">${l}</div>`:h}
</div>
</div>`}renderSlider(e,r,i,s,o){if(i==="boolean"||typeof s=="boolean")return h;let a=cn(o?Qt(o):s,s);if(!(s>0))return h;let l=xt(s);return c`<input
type="range"
aria-label="${r}, slider"
min=${-he}
max=${he}
.value=${String(a??0)}
@input=${d=>{let p=Number(d.target.value);this.edit(e,xt(pn(p,s,i)),l)}}
/>`}renderEnd(e){let{baseToEnd:r}=this.state.whatIf,i=(e??r)?.rate_at_end,[s,o]=At(i?.value??null,r?.rate_at_end?.value??null);return c`<div class="end">
<p role="status" data-testid="what-if-end">
${i?c`Rate at the end, step ${x(i.step)}: <b>${s}</b>${e?c`, <span class="muted">unedited ${o}</span>`:h}`:h}
</p>
<button
type="button"
data-testid="what-if-reset"
?disabled=${Object.keys(this.state.view.whatIf).length===0}
@click=${this.reset}
>
Reset
</button>
</div>`}renderEdited(e){let{configuration:r,configuration_syntax:i,schedule_text:s,schedule_formula:o,warnings:a}=e;return c`<p data-testid="what-if-text">${s}</p>
<p class="formula">${o}</p>
${a.length>0?c`<div class="warnings" data-testid="what-if-warnings">
${a.map(({text:l,fix:d})=>c`<p>${l}</p>
${d?c`<lr-code .heading=${"Fix"} .text=${d}></lr-code>`:h}`)}
</div>`:h}
${r?c`<lr-code
data-testid="what-if-configuration"
.heading=${`Configuration (${this.nameOf(i)})`}
.text=${r}
></lr-code>`:h}`}nameOf(e){let r=this.diagnosis.source?.where??"";return pa[e??""]??`as in ${r.slice(r.lastIndexOf("/")+1)}`}edit(e,r,i){let{[e]:s,...o}=this.state.view.whatIf;this.store.change({whatIf:r===i?o:{...o,[e]:r}})}toggle(e){let{open:r}=e.target;r!==this.state.whatIf.isOpen&&this.store.setWhatIf({isOpen:r})}};le.styles=[P,Yi],g([y({attribute:!1})],le.prototype,"store",2),g([y({attribute:!1})],le.prototype,"state",2),g([y({attribute:!1})],le.prototype,"diagnosis",2),le=g([R("lr-what-if")],le);var Ji=w` .state{max-width:720px;margin:0 auto;padding:72px 24px;}.state h2{margin-bottom:10px;font-size:20px;font-weight:500;}.state p{margin-bottom:12px;}.state ul{max-height:320px;overflow-y:auto;margin-bottom:16px;border:1px solid var(--lr-border);border-radius:4px;padding:8px 12px;list-style:none;overflow-wrap:anywhere;}.state code{border-radius:3px;padding:1px 5px;background:var(--lr-surface-code);font-size:13px;}`;function Mr(n){return c`<div class="state" role="status" data-testid="loading">
<h2>${n?Mt(n):"Reading the runs…"}</h2>
<p class="muted">TensorBoard looks for learning rates and for the schedules that were asked for.</p>
</div>`}function Xi(n,t){return c`<div class="state" role="alert" data-testid="error">
<h2>The diagnoses could not be read</h2>
<p>${n} This page keeps trying.</p>
<button type="button" @click=${t}>Try again now</button>
</div>`}function Qi({scalar_tags:n,logdir:t},e){return c`<div class="state" data-testid="empty">
<h2>No learning-rate series found</h2>
<p>
${n.length>0?"No run has logged a scalar under a name that is known to hold a learning rate. These are the scalar tags there are:":"No run has logged any scalar yet. This page looks again by itself."}
</p>
${t?c`<p>TensorBoard reads <code>${t}</code>. Is that where the training writes to?</p>`:h}
${n.length>0?c`<ul>
${n.map(r=>c`<li>${r}</li>`)}
</ul>
<p>
If one of them is a learning rate, name it when you start TensorBoard:
<code>--lr_diagnostics_tags REGEX</code>
</p>`:h}
<button type="button" data-testid="open-plan" @click=${e}>
Plan a run by its configuration …
</button>
</div>`}var es=w` :host{color-scheme:light;--lr-surface:#ffffff;--lr-surface-side:#fafafa;--lr-surface-code:#f1f3f4;--lr-surface-hover:#f1f3f4;--lr-surface-selected:#fff1e0;--lr-border:#dadce0;--lr-border-strong:#80868b;--lr-text:#202124;--lr-text-muted:#5f6368;--lr-link:#185abc;--lr-accent:#d96500;--lr-logged:#d96500;--lr-expected:#3f5c9a;--lr-edited:#8e24aa;--lr-disagree:rgba(197,34,31,0.1);--lr-grid:#ebedef;--lr-mark:#5f6368;--lr-error:#c5221f;--lr-warning:#9a5b00;--lr-notice:#185abc;--lr-ok:#137333;--lr-unknown:#5f6368;--lr-surface-error:#fce8e6;--lr-surface-warning:#fef3dc;--lr-run-0:#425066;--lr-run-1:#12b5cb;--lr-run-2:#e52592;--lr-run-3:#f9ab00;--lr-run-4:#9334e6;--lr-run-5:#7cb342;--lr-run-6:#e8710a;}:host([theme='dark']){color-scheme:dark;--lr-surface:#303030;--lr-surface-side:#292929;--lr-surface-code:#3a3a3a;--lr-surface-hover:#363636;--lr-surface-selected:#433425;--lr-border:#4a4a4a;--lr-border-strong:#9aa0a6;--lr-text:#f1f3f4;--lr-text-muted:#bdc1c6;--lr-link:#8ab4f8;--lr-accent:#ff9d45;--lr-logged:#ffa24d;--lr-expected:#9db8ff;--lr-edited:#e58af5;--lr-disagree:rgba(242,139,130,0.15);--lr-grid:#434343;--lr-mark:#bdc1c6;--lr-error:#f6948c;--lr-warning:#fdd663;--lr-notice:#8ab4f8;--lr-ok:#81c995;--lr-unknown:#bdc1c6;--lr-surface-error:#4a2f2d;--lr-surface-warning:#453c26;--lr-run-0:#8e98a3;}@media (forced-colors:active){:host,:host([theme='dark']){--lr-surface:Canvas;--lr-surface-side:Canvas;--lr-surface-code:Canvas;--lr-text:CanvasText;--lr-text-muted:CanvasText;--lr-mark:CanvasText;}}`;var U=class extends S{constructor(){super(...arguments);this.theme="light";this.wasSelected=!1;this.hadFocus=!1;this.shownKey=null;this.isGoingOn=!1;this.goOn=()=>{this.isGoingOn=!this.focusOn("lr-verdict")};this.showKeys=()=>this.renderRoot.querySelector("lr-keys")?.toggle();this.showPlan=()=>this.renderRoot.querySelector("lr-plan")?.open();this.onKey=e=>{let r=e.composedPath()[0];if(e.composedPath().some(s=>s instanceof HTMLDialogElement)&&e.key!=="?")return;let i=r instanceof HTMLInputElement||r instanceof HTMLTextAreaElement;e.ctrlKey||e.metaKey||e.altKey||(e.key==="Escape"&&!i&&!e.defaultPrevented&&(this.chartPanel?.full?this.chartPanel.toggleFull():this.store.select(null)),e.key==="?"&&!i&&this.showKeys(),e.key==="f"&&!i&&this.chartPanel?.toggleFull(),e.key==="c"&&!i&&this.renderRoot.querySelector("lr-diagnosis")?.copyFix(),e.key==="/"&&!i&&(e.preventDefault(),this.renderRoot.querySelector("lr-filters")?.focusSearch()))}}connectedCallback(){super.connectedCallback(),this.unsubscribe=this.store.subscribe(()=>this.requestUpdate()),document.addEventListener("keydown",this.onKey)}disconnectedCallback(){super.disconnectedCallback(),this.unsubscribe?.(),document.removeEventListener("keydown",this.onKey)}render(){let{state:e}=this.store,{diagnoses:r,failure:i}=e;return c`<main>
<h1 class="unseen">Learning rates</h1>
${this.renderSkip(e)} ${this.renderConnection(e)} ${this.renderTurnedBad(e)}
${r?c`<lr-problems .problems=${r.problems}></lr-problems> ${r.series.length>0?this.renderPanes(e):r.reading?Mr(r.reading):Qi(r,this.showPlan)}`:i===null?Mr(null):Xi(i,this.retry)}
</main>
<lr-keys></lr-keys>
<lr-plan .client=${this.client}></lr-plan>`}willUpdate(){this.hadFocus=!!this.shadowRoot?.activeElement}updated(){let{view:e,diagnosis:r}=this.store.state,i=r?.key??null;i!==this.shownKey&&this.renderRoot.querySelector(".side")?.scrollTo(0,0),this.shownKey=i;let s=e.selected!==null;if(s!==this.wasSelected){this.wasSelected=s;let o=this.hadFocus&&!this.shadowRoot?.activeElement?.checkVisibility();o&&s&&(this.isGoingOn=!0),o&&!s&&this.focusOn("lr-series-grid")}this.isGoingOn&&i!==null&&i===(e.selected&&_(e.selected))&&this.goOn()}focusOn(e){let r=this.renderRoot.querySelector(e);return r?.updateComplete.then(()=>r.focus()),!!r}renderSkip({view:e,list:r}){return e.selected?c`<button class="skip" type="button" @click=${this.goOn}>To the diagnosis</button>`:r.count===0?h:c`<button class="skip" type="button" @click=${()=>this.focusOn("lr-series-grid")}>
To the list
</button>`}renderPanes(e){let{store:r,client:i}=this;return c`<div class="page ${e.view.selected?"selected":""}">
<div class="list">
<lr-filters
.store=${r}
.state=${e}
@lr-keys=${this.showKeys}
@lr-plan=${this.showPlan}
></lr-filters>
${e.list.count>0?c`<lr-series-grid
.store=${r}
.state=${e}
.client=${i}
@lr-enter=${this.goOn}
></lr-series-grid>`:c`<div class="none" data-testid="none">
No series passes the filters${e.diagnoses?.reading?" so far":""}.<br />
<button type="button" @click=${()=>r.clearFilters()}>
Show all ${L(e.diagnoses?.series.length??0,"series","series")}
</button>
</div>`}
</div>
${e.view.selected?this.renderSelected(e):h}
</div>`}renderSelected(e){let{store:r}=this,{diagnosis:i,drawn:s,diagnosisFailure:o}=e;return c`<lr-divider></lr-divider>
<div class="detail">
<lr-series-header
.store=${r}
.state=${e}
.link=${this.link}
.drawImage=${()=>this.chartPanel?.drawImage()??null}
></lr-series-header>
${o!==null&&i?c`<div class="strip" role="alert">${o}</div>`:h}
${i&&s?c`<div class="panes ${e.whatIf.isOpen?"trying":""}">
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
</div>`:c`<div class="waiting" role="status" data-testid="waiting">
${o??"Reading the series…"}
</div>`}
</div>`}renderConnection({failure:e,updatedAt:r}){return e===null||r===null?h:c`<div class="strip" role="alert" data-testid="connection">
<span
>${e.replace(/\.$/,"")}; last data from ${yr(r)}. This page keeps
trying.</span
>
<button type="button" @click=${this.retry}>Try again now</button>
</div>`}renderTurnedBad({turnedBad:e}){let[r]=e;return c`<div role="alert" data-testid="turned-bad">
${r?c`<div class="strip">
<span>
${e.length===1?"A series":L(e.length,"series","series")}
turned bad while this page was open: <b><bdi>${r.run}</bdi></b
>: ${r.headline}
</span>
<button type="button" @click=${()=>this.store.select(r)}>Show</button>
<button type="button" @click=${()=>this.store.acknowledge()}>Dismiss</button>
</div>`:h}
</div>`}};U.styles=[es,P,Ji,Ln],g([y({attribute:!1})],U.prototype,"store",2),g([y({attribute:!1})],U.prototype,"client",2),g([y({attribute:!1})],U.prototype,"link",2),g([y({attribute:!1})],U.prototype,"retry",2),g([y({reflect:!0})],U.prototype,"theme",2),g([se("lr-chart-panel")],U.prototype,"chartPanel",2),U=g([R("lr-app")],U);var ua=800,ha=100,ma=300,fa=5e3;function Lm(){try{ga()}catch(n){console.error(n),va(`The Learning Rate page could not start: ${K(n)}`)}}function ga(){ba();let n=new pt(window),t=new ot,e=new yt(t,mt(n.read())),r=new ft(()=>(e.setHostFilter(n.runFilter),e.refresh()),()=>ut(window),()=>e.isPartial?ha:e.state.failure===null?ua:fa),i=Qr(e,n);dn(e,t),e.subscribe(()=>jr(window,e.state.turnedBad.length));let s;e.subscribe(()=>{let{diagnoses:a}=e.state;a&&a!==s&&setTimeout(()=>Jt(a.series),ma),s=a}),r.poke();let o=new U;o.store=e,o.client=t,o.link=i,o.retry=r.poke,Kr(window,a=>o.theme=a),document.body.append(o),Br(window,r.poke),Wr(window,r.poke)}function ba(){document.documentElement.lang="en",document.title="Learning Rate",document.body.style.margin="0"}function va(n){let t=document.createElement("p");t.dataset.testid="error",t.setAttribute("role","alert"),t.style.cssText=`margin: 48px 24px; font: 14px/1.45 ${ee}`,t.textContent=n,document.body.replaceChildren(t)}export{Lm as render};
